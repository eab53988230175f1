"""Why the door stays shut, in sentences for the editor who stands before it."""


class Refused(Exception):
    """An act of the door was refused and nothing was changed; `sentences` say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


class NotReady(Refused):
    """The piece lacks something, or the act makes no sense in its present state."""


class ScheduleStands(Refused):
    """An edition of this piece is waiting, and was not to be replaced."""


class EmbargoBroken(Refused):
    """Something would be public before its film's embargo lifts."""
