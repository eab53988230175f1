"""The pieces nearest to one: every signal asked, the answers put together.

By weighted reciprocal rank: scores of different signals cannot be compared, places can. A piece
that two signals bring comes before one that a single signal is sure of.
Source: Cormack, Clarke and Büttcher, Reciprocal Rank Fusion, SIGIR 2009.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from recommendations.corpus import Corpus, Found, Reason, Subject, Why
from recommendations.signals import ERA_WEIGHS, SIGNALS, same_era
from reviews.models.edition import Edition

KEPT = 30
# The paper's 60 is for lists of a thousand; of ours only the first few are ever seen.
SOFTENED_BY = 8
# A piece is told by what a reader would recognise, even where the words counted for more.
TOLD_LAST = {Reason.TEXT: 0.4, Reason.AUTHOR: 0.8, Reason.ERA: 0.1}


@dataclass(frozen=True)
class Near:
    review_id: int
    score: float
    why: Why


def edition_of(review_id: int, at: datetime) -> Edition | None:
    """The text that a piece is judged by: what readers see, else what they will see first.

    Never a change that waits behind a live text: its tags and films are not yet told.
    """
    rows = Edition.objects.filter(review_id=review_id).select_related("film")
    rows = rows.defer("body", "card")
    live = rows.live(at).first()
    return live or rows.filter(live_from__gt=at).order_by("live_from").first()


def found_by_signal(edition: Edition, corpus: Corpus) -> dict[str, list[Found]]:
    """What each signal alone brings, by its name; era last, which judges what the others found."""
    subject = Subject(edition, corpus)
    found = {name: ask(subject) for name, (ask, _weight) in SIGNALS.items()}
    everybody = {one.review_id for answers in found.values() for one in answers}
    found["era"] = same_era(subject, sorted(everybody))
    return found


def fused(found: dict[str, list[Found]], kept: int = KEPT) -> list[Near]:
    """The best of all signals together."""
    scores: dict[int, float] = defaultdict(float)
    told: dict[int, tuple[float, Why]] = {}
    for name, answers in found.items():
        weight = SIGNALS[name][1] if name in SIGNALS else ERA_WEIGHS
        for place, one in enumerate(answers):
            part = weight / (SOFTENED_BY + place)
            scores[one.review_id] += part
            worth = part * TOLD_LAST.get(Reason(one.why.reason), 1.0)
            if worth > told.get(one.review_id, (0.0, one.why))[0] or one.review_id not in told:
                told[one.review_id] = worth, one.why
    order = sorted(scores, key=lambda review: (-scores[review], -review))[:kept]
    return [Near(review, scores[review], told[review][1]) for review in order]


def neighbours_of(edition: Edition, corpus: Corpus) -> list[Near]:
    """The pieces nearest to an edition among those live at the corpus's instant."""
    return fused(found_by_signal(edition, corpus))
