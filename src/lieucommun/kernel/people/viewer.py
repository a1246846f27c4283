"""Who looks: the value that every read is given."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in one service, for an organisation (its id) and a territory, or for none."""

    role: str
    organisation: int | None = None
    territory: str | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person (its id; None when not signed in) with the roles held in one service.

    `withheld` are the roles given to the person that do not count: they ask for a second factor,
    which the session did not pass. `proved`: it did, which a job that goes on for the person is to
    be told (`viewer_for` of a person read anew cannot know).
    """

    person: int | None = None
    grants: tuple[Grant, ...] = ()
    withheld: frozenset[str] = frozenset()
    proved: bool = field(default=False, compare=False)

    @property
    def roles(self) -> frozenset[str]:
        """Names of every role held, built-in ones included."""
        built_in = {"anyone", "signed-in"} if self.person is not None else {"anyone"}
        return frozenset(built_in | {grant.role for grant in self.grants})

    def holds(self, role: str) -> bool:
        """Say whether a role was given, whatever the organisation or territory."""
        return any(grant.role == role for grant in self.grants)

    def organisations(self, role: str) -> frozenset[int]:
        """Ids of the organisations for which a role is held."""
        return frozenset(
            grant.organisation
            for grant in self.grants
            if grant.role == role and grant.organisation is not None
        )

    def territories(self, role: str) -> frozenset[str]:
        """Territories for which a role is held."""
        return frozenset(
            grant.territory for grant in self.grants if grant.role == role and grant.territory
        )


ANYONE = Viewer()
