"""Why something about a form is refused: a code, and a sentence for its reader."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from lieucommun.engines.xforms import Problem

SENTENCES = {
    "early": _("This form opens on %(day)s. Come back then."),
    "late": _("This form closed on %(day)s. What you wrote is kept, and can no longer be sent."),
    "broken": _(
        "This form cannot be opened: its workbook has a mistake. Nothing you wrote is lost."
    ),
    "owner": _("Only the person who began this form may do that."),
    "invite": _("Nobody may be invited to write in this form."),
    "behalf": _("This form is only filled in for oneself."),
    "email": _("Write an e-mail address such as name@example.org."),
    "link": _("This link no longer works: it is too old, or a newer one was sent."),
    "many": _("At most %(most)s people may be invited to write in a form."),
    "asked": _("This form is not asked of you for this case, or was sent already."),
    "gone": _("The case that these answers are about is no longer there."),
    "rows": _("There are %(most)s here already: no more can be added."),
    "fixed": _("The form decides how many there are."),
    "large": _("The answers are too long to be kept together: at most %(most)s kB."),
    "paper": _("These answers are too long for one file. They can be printed from the screen."),
    "rights": _(
        "This form may not be sent: the service does not let you write what it would. "
        "Your answers are kept; tell the team that runs the service."
    ),
}


class RefusedForm(Exception):  # noqa: N818 - reads as what it is where it is caught
    """Something about a form is refused."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params

    @property
    def message(self) -> str:
        """The sentence, in the language of the reader."""
        return str(SENTENCES[self.reason]) % self.params


class UnknownDraft(LookupError):  # noqa: N818
    """No draft or submission of that uuid, or not for whoever asks."""


class ChangedMeanwhile(Exception):  # noqa: N818
    """Someone, or another tab, changed the same answers; `values` are those kept, by path."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__("changed meanwhile")
        self.values = values


class NotReady(Exception):  # noqa: N818
    """A draft that cannot be sent: what is wrong in it, in the order of the form."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)
