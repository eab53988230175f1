"""reviews.jsonl: pieces and every edition of them, through the door."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moving.archive.intake.base import Coming, Intake, Run, Taken
from moving.archive.intake.piece_rows import KEYS, PieceReader, PieceRow, key_of
from moving.archive.lines import Row
from moving.archive.references import COMING
from moving.archive.values import Fault
from publishing.models.site_settings import SiteSettings
from reviews.desk_index import write_desk_words
from reviews.models.address import Address
from reviews.models.desk_note import DeskNote
from reviews.models.edition import piece_path
from reviews.models.review import AlsoAbout, Byline, Review, ReviewTag
from reviews.models.revision import Revision
from reviews.publish import Arrival, Refused, bring_in
from reviews.publish.text import desk_text
from reviews.revisions import keep_revision, snapshot_of

# New pieces go through the door together: what costs most is asked and locked once for all of
# them. When one is refused the others are brought in one by one, so that it harms nobody.
AT_ONCE = 25

Pair = tuple[Coming, PieceRow]


class PieceIntake(Intake):
    """New pieces come with their whole history; changes of known ones wait at the desk."""

    kind = "reviews"
    model = Review
    keys = KEYS

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        out_of = SiteSettings.objects.get(pk=1).rating_out_of
        # A piece belongs to one row: another row with its slug is another piece.
        self._spoken_for: set[int] = set()
        self.reader = PieceReader(self.references, run.zone, out_of, run.rehearse)

    def key_of(self, row: Row) -> str:
        if not (key := key_of(row)):
            raise Fault(_("Give a uid, a slug or a headline."))
        return key

    def met_again(self, coming: Coming, number: int) -> None:
        self._spoken_for.add(number)
        if slug := coming.row.get("slug"):
            self.references.note(self.kind, str(slug), number)

    # -- a portion ------------------------------------------------------------------------------

    def take_all(self, comings: list[Coming]) -> None:
        self.reader.load([coming.row for coming in comings])
        keys = {key for coming in comings for key in _names(coming.row)}
        self.references.load(self.kind, keys)
        new: list[Pair] = []
        for coming in comings:
            try:
                piece = self.reader.read(coming.row)
            except Fault as fault:
                self.refuse(coming, str(fault))
                continue
            found = self._found(coming, piece)
            if found is None:
                new.append((coming, piece))
            else:
                self._spoken_for.add(found)
                self._take_known(coming, piece, found)
        for start in range(0, len(new), AT_ONCE):
            self._take_new(new[start : start + AT_ONCE])

    def _found(self, coming: Coming, piece: PieceRow) -> int | None:
        if coming.item is not None:
            return coming.item.object_id
        names = [name for name in (str(piece.uid or ""), piece.slug) if name]
        found = [self.references.find(self.kind, name) for name in names]
        return next((pk for pk in found if pk and pk not in self._spoken_for), None)

    # -- new pieces -----------------------------------------------------------------------------

    def _take_new(self, pairs: list[Pair]) -> None:
        try:
            made = self._written(pairs)
        except (Fault, Refused, DatabaseError) as fault:
            if len(pairs) > 1:
                for pair in pairs:
                    self._take_new([pair])
            else:
                self.refuse(pairs[0][0], str(fault))
            return
        for (coming, piece), review in zip(pairs, made, strict=True):
            self._tell_of(coming, piece, Taken("created", review))

    def _tell_of(self, coming: Coming, piece: PieceRow, taken: Taken) -> None:
        review = taken.target
        if review.pk:
            self._spoken_for.add(review.pk)
        if piece.lacking:
            ids = ", ".join(dict.fromkeys(piece.lacking))[:200]
            taken.notes.append(_("Pictures the archive does not have: %(ids)s.") % {"ids": ids})
        for name in (review.slug, str(review.uid)):
            if name:
                self.references.note(self.kind, name, review.pk or COMING)
        if not taken.address:
            taken.address = _address(review, piece)
        self.tell(coming, taken)

    def _written(self, pairs: list[Pair]) -> list[Review]:
        """Write desk rows, then their editions; a rehearsal only looks at the addresses."""
        made = [self._review(piece) for _coming, piece in pairs]
        if self.run.rehearse:
            self._check_addresses(pairs)
            return made
        with transaction.atomic():
            Review.objects.bulk_create(made)
            rows = list(zip(made, (piece for _coming, piece in pairs), strict=True))
            Byline.objects.bulk_create(
                Byline(review=review, author_id=pk, position=position)
                for review, piece in rows
                for position, pk in enumerate(piece.text.authors)
            )
            AlsoAbout.objects.bulk_create(
                AlsoAbout(review=review, film_id=pk, position=position)
                for review, piece in rows
                for position, pk in enumerate(piece.text.also_about)
            )
            ReviewTag.objects.bulk_create(
                ReviewTag(content_object=review, tag_id=pk)
                for review, piece in rows
                for pk in piece.text.tags
            )
            Revision.objects.bulk_create(_revision(review, piece) for review, piece in rows)
            write_desk_words(review.pk for review, _piece in rows)
            DeskNote.objects.bulk_create(
                _question(review, coming)
                for (coming, _piece), review in zip(pairs, made, strict=True)
                if coming.questions
            )
            with_past = [Arrival(review, piece.lives) for review, piece in rows if piece.lives]
            if with_past:
                bring_in(with_past)
            self.keep_items(
                [(coming, review) for (coming, _piece), review in zip(pairs, made, strict=True)]
            )
        return made

    def _review(self, piece: PieceRow) -> Review:
        review = Review(
            **piece.text.content,
            uid=piece.uid or uuid.uuid4(),
            guid=piece.guid,
            stage=piece.stage,
            published_at=piece.published_at or _date_seen(piece),
            version=2 if piece.has_changes else 1,
            published_version=1 if piece.lives else None,
        )
        review.derive()  # rows written in bulk do not pass `save`
        return review

    def _check_addresses(self, pairs: list[Pair]) -> None:
        slugs = {life.text.content["slug"] for _coming, piece in pairs for life in piece.lives}
        if taken := Address.objects.filter(slug__in=slugs - {""}).first():
            raise Fault(
                _("Another piece has the address “%(slug)s”; choose a different one.")
                % {"slug": taken.slug}
            )

    # -- known pieces ---------------------------------------------------------------------------

    def _take_known(self, coming: Coming, piece: PieceRow, number: int) -> None:
        try:
            with transaction.atomic():
                taken = self._changed(coming, piece, number)
                if not self.run.rehearse and taken.outcome != "skipped":
                    self.keep_items([(coming, taken.target)])
        except (Fault, Refused, DatabaseError) as fault:
            self.refuse(coming, str(fault))
        else:
            self._tell_of(coming, piece, taken)

    def _changed(self, coming: Coming, piece: PieceRow, number: int) -> Taken:
        review = Review.objects.select_for_update(no_key=True, of=("self",)).get(pk=number)
        is_public = review.editions.exists()
        here = desk_text(review)
        wanted = {**piece.text.content, "slug": piece.text.content["slug"] or here.content["slug"]}
        same = here.content == wanted and (here.authors, here.also_about) == (
            piece.text.authors,
            piece.text.also_about,
        )
        if same and set(here.tags) == set(piece.text.tags) and (is_public or not piece.lives):
            return Taken("unchanged", review)
        if self.was_edited(coming, review):
            return self._kept_aside(review, piece)
        if not self.run.rehearse:
            self._overwrite(review, piece, wanted)
            if piece.lives and not is_public:
                review.published_version = review.version
                review.save(update_fields=["published_version"])
                bring_in([Arrival(review, piece.lives)])
        notes = [_("The change waits at the desk to be published.")] if is_public else []
        address = review.desk_url if is_public else ""
        return Taken("updated", review, notes=notes, address=address)

    def _kept_aside(self, review: Review, piece: PieceRow) -> Taken:
        """Somebody has worked on it here: their text stays, what came is kept beside it."""
        if not self.run.rehearse:
            data = {**_snapshot(review, piece), "version": review.version}
            why = _("Imported; not taken over, as the piece had been edited here")
            keep_revision(review, None, kind=Revision.Kind.IMPORT, why=why, data=data)
        note = _("It has been edited here since; what came is kept among its revisions.")
        return Taken("skipped", review, notes=[note], address=review.desk_url)

    def _overwrite(self, review: Review, piece: PieceRow, content: dict[str, Any]) -> None:
        for column, value in content.items():
            setattr(review, column, value)
        review.version += 1
        review.stage = piece.stage
        if not review.editions.exists():
            review.published_at = piece.published_at or _date_seen(piece)
        review.save()
        review.bylines.all().delete()
        review.also_about.all().delete()
        review.desk_review_tags.all().delete()
        Byline.objects.bulk_create(
            Byline(review=review, author_id=pk, position=position)
            for position, pk in enumerate(piece.text.authors)
        )
        AlsoAbout.objects.bulk_create(
            AlsoAbout(review=review, film_id=pk, position=position)
            for position, pk in enumerate(piece.text.also_about)
        )
        ReviewTag.objects.bulk_create(
            ReviewTag(content_object=review, tag_id=pk) for pk in piece.text.tags
        )
        keep_revision(review, None, kind=Revision.Kind.IMPORT, why=_("Imported again"))


def _address(review: Review, piece: PieceRow) -> str:
    if piece.lives and review.slug:
        return piece_path(review.kind, review.slug)
    return review.desk_url if review.pk else ""


def _names(row: Row) -> list[str]:
    return [str(row[name]) for name in ("uid", "slug") if row.get(name)]


def _date_seen(piece: PieceRow) -> Any:
    """The date on the desk of a piece whose row says none: what readers see by now, if anything."""
    now = timezone.now()
    seen = [life.published_at for life in piece.lives if life.live_from <= now]
    return seen[-1] if seen else None


def _snapshot(review: Review, piece: PieceRow) -> dict[str, Any]:
    return snapshot_of(
        Review(**piece.text.content, published_at=piece.published_at, version=review.version),
        bylines=list(piece.text.authors),
        also_about=list(piece.text.also_about),
        tags=piece.tags,
    )


def _question(review: Review, coming: Coming) -> DeskNote:
    """What the import could not know, shown at the head of the piece until it is answered."""
    text = " ".join(coming.questions)[:1000]
    return DeskNote(review=review, kind=DeskNote.Kind.ASKED, text=text)


def _revision(review: Review, piece: PieceRow) -> Revision:
    return Revision(
        review=review,
        number=1,
        version=review.version,
        kind=Revision.Kind.IMPORT,
        data=_snapshot(review, piece),
        why=_("Imported"),
    )
