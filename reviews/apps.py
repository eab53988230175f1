"""Reviews and articles, their films and people: from the desk through the door to readers."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = gettext_lazy("Reviews")
    readers_see = (
        "Film",
        "Person",
        "Credit",
        "Trailer",
        "Tag",
        "Edition",
        "EditionByline",
        "EditionFilm",
        "EditionTag",
        "EditionWords",
        "SearchName",
    )
    readers_do_not_see = (
        *("Review", "Byline", "AlsoAbout", "ReviewTag", "Revision", "Address"),
        *("TrailerCheck", "ProviderTurn"),
        *("DeskNote", "PreviewLink", "LinkCheck", "DeskWords", "Autosave", "Presence"),
    )

    def ready(self) -> None:
        import reviews.checks  # noqa: F401
        from pictures.uses import texts_show_pictures, told_as
        from publishing.addresses import guess_by, leads_to
        from publishing.boundaries import turns_at
        from publishing.desk.panels import shows_panel
        from publishing.desk.quick_add import made_of_words
        from publishing.doctor import examines
        from publishing.erasing import erasable
        from publishing.error_views import offers
        from publishing.merging import mergeable
        from publishing.renames import on_rename
        from publishing.ticks import every_tick
        from reviews import examinations, housekeeping
        from reviews.desk import calendar, dashboard
        from reviews.desk.from_words import film_from, person_from
        from reviews.public import addresses
        from reviews.public.boundaries import next_edition_turns, next_trailers
        from reviews.public.cards import latest_cards
        from reviews.public.old_dates import of_dates
        from reviews.publish import erase, merge, rename
        from reviews.search.index import make_tables

        every_tick("text that was never saved", housekeeping.forget_unsaved_text)
        every_tick("who had a piece open", housekeeping.forget_presence)
        every_tick("names for search", housekeeping.name_for_search)
        every_tick("trailers", housekeeping.ask_about_trailers)
        examines("editions", examinations.intervals_are_sound)
        examines("lists", examinations.lists_agree_with_editions)
        examines("search", examinations.search_finds_all)
        examines("trailers", examinations.trailers_are_asked_about)
        leads_to(self.get_model("Review"), addresses.of_piece)
        guess_by(of_dates)
        leads_to(self.get_model("Film"), addresses.of_film)
        leads_to(self.get_model("Person"), addresses.of_person)
        leads_to(self.get_model("Tag"), addresses.of_tag)
        leads_to(apps.get_model("authors", "Author"), addresses.of_author)
        for order, panel in (
            (10, dashboard.my_drafts),
            (20, dashboard.waiting_for_an_editor),
            (30, calendar.scheduled),
            (40, dashboard.live_with_changes),
            (50, dashboard.recently_published),
            (70, dashboard.films_without_trailer),
            (80, dashboard.lacking_a_must),
        ):
            shows_panel(panel, order)
        made_of_words(self.get_model("Film"), film_from)
        made_of_words(self.get_model("Person"), person_from)
        offers.append(latest_cards)
        turns_at(next_edition_turns)
        turns_at(next_trailers)
        on_rename(apps.get_model("authors", "Author"), rename.author_renamed)
        on_rename(self.get_model("Film"), rename.film_renamed)
        on_rename(self.get_model("Tag"), rename.tag_renamed)
        texts_show_pictures("reviews.review", "body")
        texts_show_pictures("reviews.edition", "body")
        told_as("reviews.edition", "review")
        told_as("reviews.trailer", "film")
        on_rename(self.get_model("Person"), rename.person_renamed)
        post_migrate.connect(make_tables, sender=self, dispatch_uid="reviews.search.tables")
        mergeable(
            apps.get_model("authors", "Author"), hold=merge.hold_author, after=merge.author_merged
        )
        mergeable(self.get_model("Film"), hold=merge.hold_film, after=merge.films_merged)
        mergeable(self.get_model("Person"), hold=merge.hold_person, after=merge.people_merged)
        mergeable(self.get_model("Tag"), hold=merge.hold_tag, after=merge.tag_merged)
        erasable(self.get_model("Review"), erase.erase_piece)
        erasable(self.get_model("Person"), erase.erase_person)
        erasable(apps.get_model("authors", "Author"), erase.erase_author)
