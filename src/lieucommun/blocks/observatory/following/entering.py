"""Who enters what: asked before a field is shown, and again before anything is written."""

from dataclasses import dataclass

from lieucommun.kernel.datasets.access import Atom, creating, writable
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.rights import may_change
from lieucommun.kernel.people.queries import organisations_with
from lieucommun.kernel.people.viewer import Viewer

from .declared import Declared
from .series import Entry


@dataclass(frozen=True, slots=True)
class Hands:
    """What a viewer may enter: by which roles, for which organisations (id → slug)."""

    viewer: Viewer
    homes: dict[int, str]

    def owes(self, declared: Declared, organisations: frozenset[str]) -> bool:
        """Say whether a viewer is who must enter an indicator of these organisations (slugs).

        Without an organisation, it is whoever holds one of its roles.
        """
        roles = self._creating(declared)
        return any(self._at_home(role, organisations) for role in roles)

    def may_enter(self, declared: Declared, organisations: frozenset[str]) -> bool:
        """Say whether a viewer may enter a value: they must, or their role changes every one."""
        if self.owes(declared, organisations):
            return True
        every = {rule.role for rule in declared.dataset.access if "all" in rule.update}
        return bool(self._creating(declared) & every)

    def may_correct(self, declared: Declared, entry: Entry) -> bool:
        """Say whether a viewer may correct a value; one statement at most."""
        if self.viewer.person is None or not self._mine(declared):
            return False
        return may_change(declared.dataset, self.viewer, entry.record.uuid)

    def seems_to_correct(self, declared: Declared, record: RecordView) -> bool:
        """Say whether a viewer may correct a record, as far as can be told without a statement.

        It is asked for good where they come to correct it.
        """
        if self.viewer.person is None or not self._mine(declared):
            return False
        conditions = writable(declared.dataset, self.viewer, "update")
        return any(all(_may_hold(atom, record) for atom in each) for each in conditions)

    def home(self, declared: Declared, organisations: frozenset[str]) -> int | None:
        """Return the organisation (id) for which a viewer enters a value, if it is known."""
        roles = self._creating(declared)
        homes = {home for role in roles for home in self.viewer.organisations(role)}
        asked = sorted(home for home in homes if self.homes.get(home) in organisations)
        return asked[0] if asked else min(homes, default=None)

    def _creating(self, declared: Declared) -> set[str]:
        if self.viewer.person is None:
            return set()
        return self._mine(declared) & set(creating(declared.dataset, self.viewer))

    def _mine(self, declared: Declared) -> set[str]:
        return set(declared.roles) & self.viewer.roles

    def _at_home(self, role: str, organisations: frozenset[str]) -> bool:
        homes = {self.homes.get(each) for each in self.viewer.organisations(role)}
        return not organisations or bool(homes & organisations)


def _may_hold(atom: Atom, record: RecordView) -> bool:
    match atom.kind:
        case "organisation":
            return str(record.organisation) in atom.values
        case "outside":
            return str(record.organisation) not in atom.values
        case "state":
            return record.state in atom.values
    return True


def hands(viewer: Viewer) -> Hands:
    """Return what a viewer may enter; one statement for those who act for an organisation."""
    ids = {grant.organisation for grant in viewer.grants if grant.organisation is not None}
    return Hands(viewer, {pk: slug for pk, (slug, _) in organisations_with(ids).items()})
