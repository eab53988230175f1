"""What to read next: curated links beside a piece, its neighbours, the front page's picks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    verbose_name = gettext_lazy("Recommendations")
    # A rebuild writes neighbours that are others than before and no other row
    # (recommendations/writing.py), so it empties no page cache for nothing.
    readers_see = ("Recommendation", "Exclusion", "Neighbour", "FrontPagePick")

    def ready(self) -> None:
        from pictures.uses import told_as
        from publishing.boundaries import turns_at
        from publishing.desk.panels import shows_panel
        from recommendations.advice import two_recommendations
        from recommendations.boundaries import next_picks
        from recommendations.orphans import nothing_recommends
        from recommendations.public import picked_cards
        from recommendations.tasks import compute_after_commit
        from reviews.desk.checklist import advises
        from reviews.public.front_page import leads_with
        from reviews.publish.followers import follows_publication

        advises(two_recommendations)
        turns_at(next_picks)
        leads_with(picked_cards)
        follows_publication(compute_after_commit)
        shows_panel(nothing_recommends, order=90)
        told_as("recommendations.recommendation", "review")
