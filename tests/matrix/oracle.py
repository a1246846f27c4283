"""What a manifest says, read again from its words: who may read which field of which record.

Nothing of the code under test is used, not even its names: a manifest here is YAML, a person a list
of what was given to them, a record what was written.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

#: Territories that hold the communes of the trials, from the official code (INSEE).
HOLDERS = {
    "42218": {"commune:42218", "departement:42", "region:84"},
    "69123": {"commune:69123", "departement:69", "region:84"},
    "75056": {"commune:75056", "departement:75", "region:11"},
}


@dataclass(frozen=True)
class Given:
    """A role given in a service, for an organisation (its slug) or a territory."""

    service: str
    role: str
    organisation: str = ""
    territory: str = ""


@dataclass(frozen=True)
class Someone:
    """Who asks: a name, whether signed in, and what was given to them."""

    name: str
    given: tuple[Given, ...] = ()
    signed_in: bool = True

    def roles(self, service: str) -> set[str]:
        built_in = {"anyone", "signed-in"} if self.signed_in else {"anyone"}
        return built_in | {each.role for each in self.given if each.service == service}

    def organisations(self, service: str, role: str) -> set[str]:
        return {
            each.organisation
            for each in self.given
            if (each.service, each.role) == (service, role) and each.organisation
        }

    def territories(self, service: str, role: str) -> set[str]:
        return {
            each.territory
            for each in self.given
            if (each.service, each.role) == (service, role) and each.territory
        }


@dataclass(frozen=True)
class Kept:
    """A record as it was written: `canaries` gives the mark of each field that has one."""

    service: str
    dataset: str
    code: str
    state: str = ""
    organisation: str = ""
    owner: str = ""
    values: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)
    canaries: dict[str, str] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True)
class Manifest:
    """A manifest by its words."""

    slug: str
    words: dict[str, Any] = field(hash=False, compare=False)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        return cls(folder.name, yaml.safe_load((folder / "service.yaml").read_text("utf-8")))

    @cached_property
    def pages(self) -> list[dict[str, Any]]:
        return list(self.words["pages"])

    def opens(self, page: dict[str, Any], who: Someone) -> bool:
        """Say whether a page is open to someone."""
        return bool(who.roles(self.slug) & set(_listed(page.get("for", "anyone"))))

    def creates(self, who: Someone, page: dict[str, Any]) -> bool:
        """Say whether someone may add a record to the dataset of a page."""
        access = self.dataset(page["dataset"])["access"]
        return any(access.get(role, {}).get("create") for role in who.roles(self.slug))

    def dataset(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.words["datasets"][name]
        return found

    def sight(self, who: Someone, record: Kept) -> dict[str, float] | None:
        """Return the visible fields, with the metres of their blur; None when not readable."""
        spec, found = self.dataset(record.dataset), None
        for role, rule in spec["access"].items():
            scopes = _listed(rule.get("read", ()))
            held = self._holds(who, role, record)
            if held and any(self._covers(who, role, scope, record) for scope in scopes):
                found = found or {}
                for name, metres in self._shown(spec, role, rule, who, record).items():
                    found[name] = min(metres, found.get(name, metres))
        return found

    def moves(self, who: Someone, record: Kept, transition: str) -> bool:
        """Say whether someone may take a record one step further.

        The one condition of the trials, `${rang} > 3`, is met by every record that bears marks.
        """
        spec = self.dataset(record.dataset)
        step = spec["workflow"]["transitions"][transition]
        if record.state not in _listed(step["from"]):
            return False
        return any(
            role in who.roles(self.slug)
            and any(
                self._covers(who, role, scope, record)
                for scope in _listed(spec["access"].get(role, {}).get("read", ()))
            )
            for role in _listed(step["by"])
        )

    def _holds(self, who: Someone, role: str, record: Kept) -> bool:
        if role == "author":
            return who.signed_in and record.owner == who.name
        return role in who.roles(self.slug)

    def _covers(self, who: Someone, role: str, scope: Any, record: Kept) -> bool:
        mine = who.organisations(self.slug, role)
        if isinstance(scope, dict):
            return record.values.get(scope["organisation"]) in mine
        states = self.dataset(record.dataset).get("workflow", {}).get("states", {})
        place = HOLDERS.get(str(record.values.get("commune")), set())
        return bool(
            {
                "all": True,
                "own": who.signed_in and record.owner == who.name,
                "organisation": record.organisation in mine,
                "territory": bool(place & who.territories(self.slug, role)),
                "shared": record.values.get("partage") is True,
                "published": not states or states[record.state].get("public", False),
                "aggregates": False,
            }[scope]
        )

    def _shown(
        self, spec: dict[str, Any], role: str, rule: dict[str, Any], who: Someone, record: Kept
    ) -> dict[str, float]:
        names = set(spec["views"][rule["view"]]) if "view" in rule else set(spec["fields"])
        names -= set(rule.get("hide", ()))
        blurs = [rule.get("blur", {})]
        if record.organisation not in who.organisations(self.slug, role):
            names -= set(rule.get("outside", {}).get("hide", ()))
            blurs.append(rule.get("outside", {}).get("blur", {}))
        if role == "anyone":
            names -= {name for name, each in spec["fields"].items() if each.get("personal")}
        return {
            name: max(
                (float(blur[name].removesuffix("m")) for blur in blurs if name in blur), default=0
            )
            for name in names
        }


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _metres(blur: dict[str, str], name: str) -> float:
    return float(blur.get(name, "0m").removesuffix("m"))
