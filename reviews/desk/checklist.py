"""What a piece still needs: musts, which the door insists on, and advice, which nobody must take.

Other apps add rows of theirs in `AppConfig.ready`: `advises(make_row)`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.plain_text import plain_text
from reviews.desk.link_checks import known_dead
from reviews.desk.own_links import dead_own_links, foreign_links
from reviews.desk.rating_line import LONGEST, is_quotation, is_quoted_from
from reviews.desk.subject import Subject
from reviews.models.content import Kind
from reviews.models.trailer import Trailer
from reviews.publish.readiness import missing_for_publication


@dataclass(frozen=True)
class Row:
    """One line: what it is about, whether it is well, else what to do, in a sentence.

    `target` is the id of the element on the form that the line leads to.
    """

    key: str
    title: str
    target: str
    sentence: str = ""
    is_must: bool = False

    @property
    def is_done(self) -> bool:
        return not self.sentence

    @property
    def tone(self) -> str:
        if self.is_done:
            return "done"
        return "must" if self.is_must else "should"


RowMaker = Callable[[Subject], Row | None]
_advice: list[RowMaker] = []


def advises(make_row: RowMaker) -> None:
    """Register a row of advice; a maker that returns None has nothing to say of this piece."""
    if make_row not in _advice:
        _advice.append(make_row)


def checklist(subject: Subject) -> list[Row]:
    """Every row, musts first. Costs a constant number of queries besides one for each own link."""
    rows = [*_musts(subject), *(make_row(subject) for make_row in (*OWN_ADVICE, *_advice))]
    return [row for row in rows if row is not None]


def ready_line(rows: list[Row]) -> str:
    """The list in one line, as it is read out: “2 musts are missing, 1 more is advised.”"""
    musts = sum(row.tone == "must" for row in rows)
    advice = sum(row.tone == "should" for row in rows)
    if not musts and not advice:
        return _("Ready, nothing is missing.")
    advised = ngettext("%(count)d more is advised.", "%(count)d more are advised.", advice)
    advised = advised % {"count": advice} if advice else ""
    if not musts:
        return _("Ready to publish.") + (f" {advised}" if advised else "")
    missing = ngettext("%(count)d must is missing.", "%(count)d musts are missing.", musts)
    return f"{missing % {'count': musts}} {advised}".strip()


# -- Musts: the door's own list, told whole ------------------------------------------------------

MUSTS = {
    "headline": (gettext_lazy("Headline"), "id_headline"),
    "film": (gettext_lazy("Film"), "id_film"),
    "bylines": (gettext_lazy("Byline"), "bylines-group"),
    "body": (gettext_lazy("Body"), "id_body"),
    "lead_picture": (gettext_lazy("Lead picture described"), "id_lead_picture"),
    "body_pictures": (gettext_lazy("Pictures in the text described"), "id_body"),
    "rating": (gettext_lazy("Rating within its scale"), "id_rating"),
}
ALWAYS_SHOWN = ("headline", "film", "bylines", "body")


def _musts(subject: Subject) -> list[Row]:
    missing = {must.field: must.sentence for must in missing_for_publication(subject.text)}
    is_article = subject.text.content["kind"] == Kind.ARTICLE
    rows = []
    for key, (title, target) in MUSTS.items():
        has_picture = key == "lead_picture" and subject.text.content["lead_picture_id"]
        is_shown = key in missing or key in ALWAYS_SHOWN or has_picture
        if not is_shown or (key == "film" and is_article):
            continue
        rows.append(Row(key, str(title), target, missing.get(key, ""), is_must=True))
    return rows


# -- Advice -------------------------------------------------------------------------------------


def _rating_line(subject: Subject) -> Row | None:
    content = subject.text.content
    line = content["rating_line"].strip()
    if content["kind"] == Kind.ARTICLE and not line:
        return None
    sentence = ""
    if not line:
        sentence = _("Write the verdict in one line.")
    elif len(line) > LONGEST:
        sentence = _("Shorten it: %(length)d characters, %(longest)d are easily read.") % {
            "length": len(line),
            "longest": LONGEST,
        }
    elif is_quotation(line) and not is_quoted_from(line, plain_text(content["body"])):
        sentence = _("The text does not say this. Quote it as it stands, or drop the marks.")
    return Row("rating_line", _("Rating line"), "id_rating_line", sentence)


def _description(subject: Subject) -> Row:
    written = subject.text.content["description"].strip()
    sentence = "" if written else _("Say in a sentence what search engines should show.")
    return Row("description", _("Description"), "id_description", sentence)


def _trailer(subject: Subject) -> Row | None:
    film = subject.film
    if film is None and subject.text.content["kind"] == Kind.ARTICLE:
        return None
    has_one = film is not None and Trailer.objects.shown(subject.at).filter(film=film).exists()
    sentence = "" if has_one or subject.brings_trailer else _("Paste the film's trailer.")
    return Row("trailer", _("Trailer"), "id_trailer_paste", sentence)


def _tag(subject: Subject) -> Row:
    sentence = "" if subject.tags else _("Add a tag, so that it is found with its like.")
    return Row("tags", _("Tag"), "id_tags", sentence)


def _links(subject: Subject) -> Row | None:
    body = subject.text.content["body"]
    if "<a " not in body:
        return None
    dead = dead_own_links(body, subject.at)
    sentence = _("Nothing is found at %(address)s.") % {"address": dead[0]} if dead else ""
    if not dead and (elsewhere := known_dead(foreign_links(body))):
        sentence = f"{elsewhere[0].address}: {elsewhere[0].why}"
    return Row("links", _("Links that answer"), "id_body", sentence)


OWN_ADVICE: tuple[RowMaker, ...] = (_rating_line, _description, _trailer, _tag, _links)
