"""The door between desk and readers: the only code that writes editions.

Every act takes the piece, then keywords; runs in one transaction of its own or inside the
caller's; and refuses by name, with sentences an editor can act on.
"""

from reviews.publish.acts import cancel, publish, restore, withdraw
from reviews.publish.arrivals import Arrival, Life, bring_in
from reviews.publish.corrections import Corrected, correct
from reviews.publish.embargo import EMBARGO, Moved, moves_by, set_embargo
from reviews.publish.refusals import EmbargoBroken, NotReady, Refused, ScheduleStands
from reviews.publish.undo import UNDO_WITHIN, undo

__all__ = [
    "EMBARGO",
    "UNDO_WITHIN",
    "Arrival",
    "Corrected",
    "EmbargoBroken",
    "Life",
    "Moved",
    "NotReady",
    "Refused",
    "ScheduleStands",
    "bring_in",
    "cancel",
    "correct",
    "moves_by",
    "publish",
    "restore",
    "set_embargo",
    "undo",
    "withdraw",
]
