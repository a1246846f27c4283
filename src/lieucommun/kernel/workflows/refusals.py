"""Why a step is not made."""

from lieucommun.kernel.datasets.errors import NotAllowedError


class ReasonNeededError(Exception):
    """This transition asks for a reason, and none was given."""


class OpinionAwaitedError(NotAllowedError):
    """An opinion is waited for before this transition; `names` says which."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class NotAskedError(NotAllowedError):
    """This opinion was not asked of this person, was taken back, or was given already."""


class FormNeededError(NotAllowedError):
    """The answers that this step or opinion asks for were not sent yet; its text names the form."""
