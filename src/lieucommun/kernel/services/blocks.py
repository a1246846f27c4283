"""What a block is: a Django app that turns a page of a manifest into screens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from django.apps import AppConfig, apps

if TYPE_CHECKING:
    from django.http import QueryDict

    from lieucommun.kernel.datasets.queries import RecordQuery
    from lieucommun.kernel.territories import Territory

    from .findings import Draft, Finding
    from .loaded import LoadedService
    from .manifest import PageSettings
    from .opening import OpenPage

#: Blocks of the design that no package provides yet; their pages are read and said to be planned.
PLANNED = frozenset(
    [
        "cases",
        "orientation",
        "observatory",
        "plans",
        "consultations",
        "learning",
        "agenda",
        "rounds",
        "matching",
        "kits",
        "companies",
        "acts",
    ]
)


@dataclass(frozen=True, slots=True)
class HomePart:
    """What a page with `home: true` adds to the home of the place: a template and its context.

    `labs` names the labs that manifests call by a slug, for the cards of their services.
    """

    slot: Literal["hero", "section"]
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    labs: Mapping[str, str] = field(default_factory=dict)


class Block(AppConfig):
    """A capability that a page of a service can use, by its label."""

    settings_model: ClassVar[type["PageSettings"]]
    urlconf: ClassVar[str]
    default = False  # never pick Block itself when apps.py imports it…

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True  # …always the block that the module declares

    def check(self, page: "PageSettings", service: "Draft") -> "Iterator[Finding]":
        """Yield what is wrong in a page; `at` of a finding starts at the page: `("facets", 0)`."""
        del page, service
        yield from ()

    def taken(self, opened: "OpenPage", asked: "QueryDict") -> "RecordQuery | None":
        """Return the records that a page gives as files for a query string; None: it gives none.

        What it returns can be prepared by a job and kept: add a link to `?save=1`.
        """
        del opened, asked
        return None

    def counted_apart(self, service: "LoadedService") -> frozenset[str]:
        """Return the datasets whose counts the block publishes, so that no other are given.

        Who counts records without reading them would compare the two.
        """
        del service
        return frozenset()

    def portrait(self, opened: "OpenPage", territory: "Territory") -> str:
        """Return the address of what a page says of a territory; "" when it says nothing."""
        del opened, territory
        return ""

    def home(self, opened: "OpenPage") -> list[HomePart]:
        """Return the parts that a page marked `home: true` adds to the home of the place."""
        del opened
        return []


def installed() -> dict[str, Block]:
    """Return the blocks of this place by name, in the order of INSTALLED_APPS."""
    return {app.label: app for app in _blocks()}


def _blocks() -> Iterator[Block]:
    return (app for app in apps.get_app_configs() if isinstance(app, Block))
