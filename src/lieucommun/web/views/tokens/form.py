"""What is asked of whoever makes a token: what for, what it opens, until when."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tokens.actions import Scope

LONGEST_NAME = 100
USUAL = "90"
DAYS: dict[str, object] = {
    "7": gettext_lazy("A week"),
    "30": gettext_lazy("A month"),
    USUAL: gettext_lazy("Three months"),
    "180": gettext_lazy("Six months"),
    "365": gettext_lazy("A year"),
}
READ, WRITE = "read", "write"


@dataclass(frozen=True)
class TokenForm:
    """The form: what may be answered (`roles`, `organisations`) and what was (`typed`).

    Without a service, the token opens each of them with every role of its person. `organisations`
    is None for a person's own token. `typed` is None before anything is sent.
    """

    service: LoadedService | None
    language: str
    roles: tuple[str, ...] = ()
    organisations: tuple[Organisation, ...] | None = None
    typed: MultiValueDict[str, str] | None = field(default=None)

    @property
    def fields(self) -> list[FieldSpec]:
        found = [self._name(), self._held_for(), self._dataset(), self._access(), self._roles()]
        return [each for each in (*found, self._days()) if each is not None]

    @property
    def right(self) -> bool:
        """Whether all that was answered can be taken."""
        return self.typed is not None and not any(each.error for each in self.fields)

    @property
    def name(self) -> str:
        return self._text("name").strip()

    @property
    def days(self) -> int:
        return int(self._text("days"))

    @property
    def scope(self) -> Scope:
        """Return what the token will open; asked of a form that is right."""
        writes = self._text("access") == WRITE
        if self.service is None:
            return Scope(writes=writes)
        roles = tuple(self._list("roles"))
        return Scope(self.service.slug, self._text("dataset"), roles, writes)

    def of(self, person: Person) -> Person | Organisation:
        """Return whom the token is tied to; asked of a form that is right."""
        if self.organisations is None:
            return person
        known = {each.slug: each for each in self.organisations}
        return known[self._text("organisation")]

    def _text(self, name: str, otherwise: str = "") -> str:
        return otherwise if self.typed is None else str(self.typed.get(name) or "")

    def _list(self, name: str) -> list[str]:
        return [] if self.typed is None else [str(each) for each in self.typed.getlist(name)]

    def _wrong(self, wrong: Any, sentence: str) -> str:
        return sentence if self.typed is not None and wrong else ""

    def _name(self) -> FieldSpec:
        longer = len(self.name) > LONGEST_NAME
        return FieldSpec(
            "name",
            _("What it is for"),
            value=self._text("name"),
            help=_("A name by which to know it again, such as “Nightly export”."),
            error=self._wrong(not self.name or longer, _("Write in some words what it is for.")),
            required=True,
            maxlength=LONGEST_NAME,
            autocomplete="off",
        )

    def _held_for(self) -> FieldSpec | None:
        if self.organisations is None:
            return None
        choices = tuple(Choice(each.slug, each.name) for each in self.organisations)
        chosen = self._text("organisation")
        unknown = chosen not in {each.value for each in choices}
        return FieldSpec(
            "organisation",
            _("Organisation"),
            "choice",
            chosen,
            _("The token acts for it, and for none of its people."),
            self._wrong(unknown, _("Choose the organisation that the program acts for.")),
            required=True,
            choices=choices,
        )

    def _dataset(self) -> FieldSpec | None:
        datasets = self.service.manifest.datasets if self.service else {}
        if not datasets:
            return None
        named = (Choice(name, each.title.get(self.language)) for name, each in datasets.items())
        chosen = self._text("dataset")
        return FieldSpec(
            "dataset",
            _("What it opens"),
            "choice",
            chosen,
            error=self._wrong(chosen and chosen not in datasets, _("Choose one of these.")),
            choices=(Choice("", _("The whole service")), *named),
            widget="select",
            required=True,
        )

    def _access(self) -> FieldSpec:
        chosen = self._text("access", READ)
        return FieldSpec(
            "access",
            _("What it may do"),
            "choice",
            chosen,
            error=self._wrong(chosen not in {READ, WRITE}, _("Say what it may do.")),
            choices=(Choice(READ, _("Read")), Choice(WRITE, _("Read and write"))),
            required=True,
        )

    def _roles(self) -> FieldSpec | None:
        if self.service is None or not self.roles:
            return None
        known = self.service.manifest.roles
        chosen = set(self._list("roles"))
        if self.typed is None and self.organisations is None:
            chosen = set(self.roles)
        return FieldSpec(
            "roles",
            _("Roles"),
            "choices",
            chosen,
            _("It has these, and no other."),
            self._wrong(not chosen or chosen - set(self.roles), _("Choose one role or more.")),
            choices=tuple(
                Choice(name, known[name].title.get(self.language)) for name in self.roles
            ),
            required=True,
        )

    def _days(self) -> FieldSpec:
        chosen = self._text("days", USUAL)
        return FieldSpec(
            "days",
            _("How long it works"),
            "choice",
            chosen,
            _("A year at most; it can be revoked at any time."),
            self._wrong(chosen not in DAYS, _("Choose how long it works.")),
            choices=tuple(Choice(days, str(words)) for days, words in DAYS.items()),
            required=True,
        )
