"""Publishing counts of which none betrays anybody, against adding them up and hiding small ones.

python -m benchmarks counting
"""

from random import Random

from lieucommun.engines.statistics import Cell, Codes, Dimension, Table, protect, rolled_up

from .measuring import Case, Outcome, compare
from .options import Options

NAME = "counting"
PEER = (
    "the same tables with every margin of every level, cells under the threshold hidden and no "
    "other: sums betray many of these."
)
#: Seconds hoped for.
AIM = 2.0
THRESHOLD = 5
PLACES, MONTHS, NEEDS, DEPARTMENTS = 150, 24, 12, 6
PERSONS = (1_800, 7_200)


def tables(persons: int) -> list[Table]:
    """Return persons by commune and month, and of these the ones who have each need.

    Communes differ much in size (a Pareto law), needs in how common they are (a law of Zipf).
    """
    rng = Random(1)  # noqa: S311 - chance, not secrets
    dimensions = (_territory(), _time())
    everybody: dict[Codes, int] = {}
    needs: list[dict[Codes, int]] = [{} for _ in range(NEEDS)]
    sizes = [rng.paretovariate(1.1) for _ in range(PLACES)]
    common = [1 / (rank + 1) for rank in range(NEEDS)]
    for place in rng.choices(range(PLACES), sizes, k=persons):
        codes = (f"c{place}", f"m{rng.randrange(MONTHS)}")
        everybody[codes] = everybody.get(codes, 0) + 1
        for need in set(rng.choices(range(NEEDS), common, k=rng.randint(1, 3))):
            needs[need][codes] = needs[need].get(codes, 0) + 1
    parts = [Table(f"need{n}", dimensions, each, "all") for n, each in enumerate(needs)]
    return [Table("all", dimensions, everybody), *parts]


def _territory() -> Dimension:
    departments = {f"d{each}": "region" for each in range(DEPARTMENTS)}
    communes = {f"c{each}": f"d{each % DEPARTMENTS}" for each in range(PLACES)}
    return Dimension("territory", {**communes, **departments, "region": None})


def _time() -> Dimension:
    months = {f"m{each}": f"q{each // 3}" for each in range(MONTHS)}
    quarters = {f"q{each}": f"y{each // 4}" for each in range(MONTHS // 3)}
    return Dimension("month", {**months, **quarters, **dict.fromkeys(quarters.values())})


def bare(found: list[Table]) -> dict[Cell, int | None]:
    """Hide small cells, and no other."""
    return {
        Cell(table.name, codes): None if 0 < count < THRESHOLD else count
        for table in found
        for codes, count in rolled_up(table).items()
    }


def run(options: Options) -> Outcome:
    """Compare both on few persons and on more."""
    figures, aims = [], []
    for persons in sorted({min(each, options.rows) for each in PERSONS}):
        found = tables(persons)
        case = Case(
            f"{persons:,} persons in {PLACES * MONTHS * NEEDS:,} cells",
            lambda _, found=found: protect(found, THRESHOLD),  # type: ignore[misc]
            lambda _, found=found: bare(found),  # type: ignore[misc]
        )
        figure = compare(case, rounds=options.processes, repeats=options.repeats, warm=1)
        figures.append(figure)
        seconds = figure.ours.median / 1000
        missed = "" if seconds <= AIM else " MISSED"
        aims.append(f"{case.name}: median {seconds:.1f} s (aim: {AIM:g} s){missed}")
    outcome = Outcome(NAME, "Counts that betray nobody", PEER, figures)
    outcome.aims = aims
    return outcome
