"""A table is read where a page opens it, by those the page is for; so are its rows."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lieucommun.blocks.observatory.tables.opening import browsed
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest.indicators import Secrecy
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.tables.browsing.answers import ask
from lieucommun.kernel.tables.browsing.questions import Measure, Question
from lieucommun.kernel.tables.queries import connection
from tests.blocks.observatory.territories.conftest import Store

pytestmark = pytest.mark.django_db
AGENT = "agent"


def opened(smart: LoadedService, viewer: Viewer, **settings: Any) -> OpenPage:
    page = next(each for each in smart.manifest.pages if each.path == "territoires")
    return OpenPage(smart, page.model_copy(update=settings), viewer, "fr")


def test_no_table_is_open_unless_the_page_names_it(smart: LoadedService, store: Store) -> None:
    store()
    assert browsed(opened(smart, ANYONE, tables=())) == {}
    assert list(browsed(opened(smart, ANYONE, tables=("communes",)))) == ["communes"]
    assert len(browsed(opened(smart, ANYONE, tables="all"))) == 6


def test_a_table_under_secrecy_is_open_only_by_its_name(smart: LoadedService) -> None:
    secrecy = Secrecy(count="count(subventions)")
    indicators = {
        name: each.model_copy(update={"secrecy": secrecy if name == "projets" else None})
        for name, each in smart.manifest.indicators.items()
    }
    manifest = smart.manifest.model_copy(update={"indicators": indicators})
    secret = replace(smart, manifest=manifest)
    assert "subventions" not in browsed(opened(secret, ANYONE, tables="all"))
    assert "communes" in browsed(opened(secret, ANYONE, tables="all"))
    assert list(browsed(opened(secret, ANYONE, tables=("subventions",)))) == ["subventions"]


def test_no_table_is_open_to_those_the_page_is_not_for(smart: LoadedService, store: Store) -> None:
    store()
    for_ = {"for_": (AGENT,), "tables": "all"}
    assert browsed(opened(smart, ANYONE, **for_)) == {}
    assert len(browsed(opened(smart, Viewer(1, (Grant(AGENT),)), **for_))) == 6


@pytest.mark.parametrize(
    ("grants", "count", "amount"),
    [
        ((), 0, None),
        ((Grant(AGENT),), 0, None),
        ((Grant("autre", territory="departement:53"),), 0, None),
        ((Grant(AGENT, territory="departement:53"),), 6, "35000.50"),
        ((Grant(AGENT, territory="commune:53147"),), 1, "9000"),
        ((Grant(AGENT, territory="commune:53147"), Grant(AGENT, territory="departement:44")), 2,
         "109000"),
        ((Grant(AGENT, territory="country:FR"),), 7, "135000.50"),
        ((Grant(AGENT, territory="zzz"),), 0, None),
    ],
)  # fmt: skip
def test_rows_of_other_territories_are_in_no_answer(
    smart: LoadedService, store: Store, grants: Any, count: int, amount: str | None
) -> None:
    store()
    page = opened(smart, Viewer(1, grants), rows="territory", for_=("signed-in", AGENT))
    found = browsed(page)
    assert list(found) == [
        "subventions", "populations", "communes", "dotations", "comptes", "subventions_versees",
    ]  # fmt: skip
    table = found["subventions"]
    with connection() as open_:
        rows = ask(open_, Question("subventions"), table.table, table.rows)
        question = Question("subventions", measures=(Measure("sum", "montant"),))
        whole = ask(open_, question, table.table, table.rows)
    assert (rows.count, len(rows.rows), whole.count) == (count, count, count)
    assert whole.rows == [(Decimal(amount) if amount else None,)]


def test_what_is_kept_of_some_rows_is_not_said_to_others(
    smart: LoadedService, store: Store
) -> None:
    store()
    told = [
        browsed(
            opened(
                smart, Viewer(1, (Grant(AGENT, territory=key),)), rows="territory", for_=(AGENT,)
            )
        )
        for key in ("departement:53", "departement:44")
    ]
    assert told[0]["subventions"].stamp != told[1]["subventions"].stamp
