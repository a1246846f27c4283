"""When a table changes, figures are made once; those of before are read in the meantime."""

from decimal import Decimal

from lieucommun.kernel.indicators import keeping
from lieucommun.kernel.indicators.actions import figures_of
from lieucommun.kernel.indicators.queries import Ask
from lieucommun.kernel.services.registry import published
from lieucommun.kernel.tables.models import TableLoad
from tests.kernel.indicators.making_figures import Row

from .conftest import Store


def _amount() -> Decimal | None:
    service = next(each for each in published() if each.slug == "smart")
    made = figures_of(service)
    assert made is not None
    figure = made.values(Ask("montant_total", "commune", "2024")).get("53130")
    return figure.value if figure else None


def test_the_figures_of_before_are_read_while_others_are_made(store: Store) -> None:
    store()
    assert _amount() == Decimal(4500)
    TableLoad.objects.all().delete()
    store([Row("commune:53130", 2024, kind="eau", amount=Decimal(7), cost=Decimal(7))])
    with keeping.claim("smart", wait=True) as alone:
        assert alone
        assert _amount() == Decimal(4500), "someone is making the new ones"
    assert _amount() == Decimal(7)
