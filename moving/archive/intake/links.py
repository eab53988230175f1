"""recommendations.jsonl and old_addresses.jsonl."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from moving.archive.intake.base import Coming, Intake, Taken
from moving.archive.lines import Row, digest_of
from moving.archive.values import Fault, checked, day, needed, text, whole
from publishing.models.old_address import OldAddress
from recommendations.models.recommendation import Recommendation

LED_TO = {
    "review": ("reviews", "reviews", "review"),
    "film": ("films", "reviews", "film"),
    "person": ("people", "reviews", "person"),
    "tag": ("tags", "reviews", "tag"),
    "author": ("authors", "authors", "author"),
    "page": ("pages", "publishing", "textpage"),
}


class RecommendationIntake(Intake):
    """A link beside a piece, known by the piece and what it leads to."""

    kind = "recommendations"
    model = Recommendation
    keys = frozenset(
        (
            *("review", "position", "target", "url", "title"),
            *("excerpt", "dated_on", "picture"),
        )
    )

    def key_of(self, row: Row) -> str:
        to = text(row, "target") or text(row, "url")
        if not to:
            raise Fault(_("Give either “target” or “url”."))
        key = f"{needed(row, 'review')} → {to}"
        return key if len(key) <= 300 else f"{key[:230]}#{digest_of({'to': to})}"

    def take(self, coming: Coming) -> Taken:
        row = coming.row
        find = self.references.needed
        target, picture = text(row, "target"), text(row, "picture")
        link = Recommendation(
            review_id=find("reviews", needed(row, "review")),
            position=whole(row, "position") or 0,
            target_id=find("reviews", target) if target else None,
            url=text(row, "url"),
            title=text(row, "title"),
            excerpt=text(row, "excerpt"),
            dated_on=day(row, "dated_on"),
            picture_id=find("pictures", picture) if picture else None,
        )
        checked(link, ["position", "url", "title", "excerpt"])
        if link.target_id and link.url:
            raise Fault(_("Choose a piece of ours or give an address, not both."))
        if link.url and not link.title:
            raise Fault(_("Give the title that readers will see."))
        if link.target_id and link.target_id == link.review_id:
            raise Fault(_("A piece cannot recommend itself."))
        return self._keep(coming, link)

    def _keep(self, coming: Coming, link: Recommendation) -> Taken:
        title = link.title or str(link.url) or text(coming.row, "target")
        same = Recommendation.objects.filter(
            review_id=link.review_id, target_id=link.target_id, url=link.url
        )
        found = same.select_for_update(of=("self",)).first()
        if found is None:
            if not self.run.rehearse:
                link.save()
            return Taken("created", link, title)
        said = ("position", "title", "excerpt", "dated_on", "picture_id")
        if all(getattr(found, name) == getattr(link, name) for name in said):
            return Taken("unchanged", found, title)
        if self.was_edited(coming, found):
            return Taken("skipped", found, title, [_("It is here already and was kept.")])
        link.pk = found.pk
        if not self.run.rehearse:
            link.save()
        return Taken("updated", link, title)


class OldAddressIntake(Intake):
    """A path of the past and what it led to; one that leads elsewhere here already stays so."""

    kind = "old_addresses"
    model = OldAddress
    keys = frozenset(("path", "kind", "target", "wordpress_id"))

    def key_of(self, row: Row) -> str:
        path = needed(row, "path")
        # A longer path is known by its beginning and its hash.
        return path if len(path) <= 300 else f"{path[:230]}#{digest_of(row)}"

    def title_of(self, row: Row) -> str:
        return str(row.get("path", ""))[:300]

    def take(self, coming: Coming) -> Taken:
        row = coming.row
        kind = needed(row, "kind")
        if kind not in LED_TO:
            raise Fault(_("“kind” must be one of %(kinds)s.") % {"kinds": ", ".join(LED_TO)})
        file, app, model = LED_TO[kind]
        number = self.references.needed(file, needed(row, "target"))
        path = needed(row, "path")
        if not path.startswith("/") or path.startswith("//"):
            raise Fault(_("A path begins with one slash: /2013/03/the-defector/."))
        old = OldAddress(
            path=path,
            wordpress_id=whole(row, "wordpress_id"),
            content_type=ContentType.objects.get_by_natural_key(app, model),
            object_id=number,
        )
        checked(old, ["path"])
        return self._keep(old)

    def _keep(self, old: OldAddress) -> Taken:
        found = OldAddress.objects.filter(path=old.path).first()
        if found is None:
            if not self.run.rehearse:
                old.save()
            return Taken("created", old)
        leads_there = (found.content_type_id, found.object_id) == (
            old.content_type_id,
            old.object_id,
        )
        if leads_there:
            return Taken("unchanged", found)
        return Taken("skipped", found, notes=[_("This address leads to something else here.")])
