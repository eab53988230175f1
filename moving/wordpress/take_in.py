"""The whole way in: one pass to know what there is, a second one to bring it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from moving.archive.intake.base import Coming, Intake, Run
from moving.archive.intake.names import PageIntake, TagIntake
from moving.archive.intake.pieces import PieceIntake
from moving.archive.lines import digest_of
from moving.report import Outcome, Report
from moving.take_in import CommitsTogether, finish
from moving.wordpress.addresses import keep_addresses
from moving.wordpress.comments import Comments
from moving.wordpress.films import Films
from moving.wordpress.index import Entry, Index, read_index, slug_of
from moving.wordpress.items import Item, Term
from moving.wordpress.mapping import Mapping
from moving.wordpress.media import Fetch, Media
from moving.wordpress.people import Authors
from moving.wordpress.posts import NO_TAGS, Post, PostReader
from moving.wordpress.wxr import read_wxr
from publishing.models.site_settings import SiteSettings
from publishing.progress import Progress
from publishing.slugs import slug_from

AT_ONCE = 50


@dataclass(frozen=True)
class Source:
    """What is brought in, and what helps with it."""

    files: Sequence[Path]
    media: Path | None = None
    fetch: Fetch | None = None
    mapping: Mapping = field(default_factory=Mapping)
    comments: Path | None = None


def import_wordpress(
    source: Source, report: Report, progress: Progress, rehearse: bool = False
) -> None:
    """Bring a site in, or only tell what would happen. Safe to run again, and after a kill.

    Raises Unreadable, before anything is written, when a file cannot be read to its end.
    """
    settings = SiteSettings.objects.get(pk=1)
    kinds = {id: "" if kind == "skip" else kind for id, kind in source.mapping.kinds.items()}
    index = read_index(source.files, settings.rating_out_of, kinds)
    run = Run(source.media or Path(), report, settings.zone, rehearse, index.source)
    progress.whole = len(index.entries)
    with CommitsTogether():
        _Arrival(run, index, source, settings.rating_out_of, progress).take_all()
    if not rehearse:
        finish(report)


class _Arrival:
    def __init__(
        self, run: Run, index: Index, source: Source, scale: int, progress: Progress
    ) -> None:
        self.run, self.index, self.source, self.progress = run, index, source, progress
        self.media = Media(run, index, source.media, source.fetch)
        self.authors = Authors(run, index, source.mapping.authors)
        self.films = Films(run, source.mapping.films)
        self.reader = PostReader(
            index, self.media, self.films, self.authors, source.mapping, run.zone, scale
        )
        self.pieces, self.pages, self.tags = PieceIntake(run), PageIntake(run), TagIntake(run)
        self.comments = Comments(source.comments)
        self._met_twice: set[str] = set()

    def take_all(self) -> None:
        self.authors.take_all()
        for term in self.index.terms.values():
            self._take_term(term)
        for entry in self.index.entries.values():
            if entry.becomes == "picture":
                self.media.take_attachment(entry)
                self.progress.step(_("pictures"), done=1)
        items = self._items()
        while portion := list(islice(items, AT_ONCE)):
            self._take_portion(portion)
            self.progress.step(_("posts"), len(portion), len(portion))
        self.comments.close()
        if not self.run.rehearse:
            keep_addresses(self.index, self.authors.addresses())

    # -- terms ----------------------------------------------------------------------------------

    def _take_term(self, term: Term) -> None:
        kind = "tags"
        key = f"{term.taxonomy}:{term.slug}"
        if term.taxonomy not in ("category", "post_tag"):
            reason = _("Not content: “%(taxonomy)s”.") % {"taxonomy": term.taxonomy[:40]}
            self.run.report.add(kind, key, "skipped", title=term.name, reason=reason)
            return
        name = self.reader.tag_name(term.slug, term.name)
        if term.slug.casefold() in NO_TAGS or not name:
            reason = _("It says that something is in no category.")
            self.run.report.add(kind, key, "skipped", title=name, reason=reason)
            return
        slug = slug_of(Item(slug=term.slug)) or slug_from(name) or f"tag-{term.slug[:60]}"
        row = {"slug": slug, "name": name}
        if term.description:
            row["description"] = term.description
        coming = Coming(row, key[:300], digest_of(row), title=name)
        for changed in self.tags.changed([coming]):
            self.tags.take_one(changed)

    # -- items ----------------------------------------------------------------------------------

    def _items(self) -> Iterator[Item]:
        """Every item but attachments, which were taken from the index."""
        for path in self.source.files:
            for part in read_wxr(path):
                if isinstance(part, Item) and part.kind != "attachment":
                    yield part

    def _take_portion(self, items: list[Item]) -> None:
        pieces: list[tuple[Item, Entry]] = []
        pages: list[tuple[Item, Entry]] = []
        for item in items:
            entry = self.index.entries[item.id]
            if self._is_passed_by(item, entry):
                continue
            (pages if entry.becomes == "page" else pieces).append((item, entry))
        self._take(self.pieces, pieces)
        self._take(self.pages, pages)

    def _is_passed_by(self, item: Item, entry: Entry) -> bool:
        """Tell of what is no content, and of what came before under the same number."""
        if not entry.becomes:
            reason = _("Not content: menus, settings and the like are the old site's own.")
            self._tell_passed(item, entry, "skipped", reason)
            return True
        if item.id not in self.index.twice:
            return False
        if item.id not in self._met_twice:
            self._met_twice.add(item.id)
            return False
        reason = _("The number %(id)s stands twice in the export; the first was taken.")
        self._tell_passed(item, entry, "refused", reason % {"id": item.id or "“”"})
        return True

    def _tell_passed(self, item: Item, entry: Entry, outcome: Outcome, reason: str) -> None:
        kind = item.kind[:40] or "item"
        self.run.report.add(
            kind, item.id, outcome, title=entry.title, address=item.link, reason=reason
        )

    def _take(self, intake: Intake, found: list[tuple[Item, Entry]]) -> None:
        comings = {
            item.id: (
                Coming({}, item.id, self.reader.digest(item), title=entry.title, address=item.link),
                item,
                entry,
            )
            for item, entry in found
        }
        for coming, item, _entry in comings.values():
            if told := self.comments.keep(item):
                coming.notes.append(told)
        changed = intake.changed([coming for coming, _item, _entry in comings.values()])
        for coming in changed:
            _coming, item, entry = comings[coming.key]
            post = self._read(item, entry)
            coming.row = post.row
            coming.notes += post.notes
            coming.questions = post.questions
        self.films.take_waiting()
        intake.take_all(changed)

    def _read(self, item: Item, entry: Entry) -> Post:
        if entry.becomes == "page":
            return self.reader.page(item, entry)
        return self.reader.piece(item, entry)
