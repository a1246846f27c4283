"""Natural breaks of the communes of a région and of France, against those of mapclassify.

python -m benchmarks classes
"""

import warnings
from decimal import Decimal
from random import Random

import mapclassify
import numpy as np

from lieucommun.engines.statistics.classes import (
    Classes,
    natural_breaks,
    sampled_breaks,
    variance_fit,
)

from .measuring import Case, Figure, Outcome, Table, compare
from .options import Options

NAME = "classes"
PEER = (
    "`mapclassify` without numba, five classes: `FisherJenks` for a région. Its time grows with "
    "the square of the values, to about half an hour for France: there, the peer is "
    "`FisherJenksSampled`, which looks at 1,000 values, while our exact classes look at all."
)
CLASSES = 5
REGION, FRANCE = 1_272, 35_000
#: Seconds hoped for, for all communes of France.
AIM = 1.0


def amounts(size: int) -> list[Decimal]:
    """Return amounts per inhabitant, to six decimals: many small ones, few very large."""
    rng = Random(1)  # noqa: S311 - chance, not secrets
    return [Decimal(int(rng.lognormvariate(4, 1.2) * 10**6)).scaleb(-6) for _ in range(size)]


def _floats(values: list[Decimal]) -> "np.typing.NDArray[np.float64]":
    return np.array(values, dtype=float)


def _fit(values: list[Decimal], found: Classes) -> str:
    return f"{float(variance_fit(values, found) or 0):.4f}"


def _peer_fit(found: mapclassify.classifiers.MapClassifier) -> str:
    """Return the same of the peer, whose `tss` is what is left within its classes."""
    whole = float(((found.y - found.y.mean()) ** 2).sum())
    return f"{1 - float(found.get_tss()) / whole:.4f}"


def run(options: Options) -> Outcome:
    """Compare exact classes of a région, then exact and sampled ones of France."""
    warnings.filterwarnings("ignore", message="Numba not installed")
    sizes = sorted({min(each, options.rows) for each in (REGION, FRANCE)})
    cases = [_region(sizes[0]), *(case for size in sizes[1:] for case in _france(size))]
    figures = [
        compare(case, rounds=options.processes, repeats=options.repeats, warm=1) for case in cases
    ]
    outcome = Outcome(NAME, "Natural breaks", PEER, figures)
    outcome.tables = [_quality(sizes)]
    outcome.aims = _aims(figures)
    return outcome


def _region(size: int) -> Case:
    values = amounts(size)
    floats = _floats(values)
    return Case(
        f"{size:,} values, exact",
        lambda _: natural_breaks(values, CLASSES),
        lambda _: mapclassify.FisherJenks(floats, k=CLASSES),
    )


def _france(size: int) -> tuple[Case, Case]:
    values = amounts(size)
    floats = _floats(values)

    def peer(_: int) -> object:
        return mapclassify.FisherJenksSampled(floats, k=CLASSES)

    exact = f"{size:,} values, exact; a sample of the peer"
    return (
        Case(exact, lambda _: natural_breaks(values, CLASSES), peer),
        Case(
            f"{size:,} values, samples of both",
            lambda number: sampled_breaks(values, CLASSES, seed=number),
            peer,
        ),
    )


def _quality(sizes: list[int]) -> Table:
    """Return how much of the variance each way explains, by its own classes."""
    few = amounts(sizes[0])
    exact = mapclassify.FisherJenks(_floats(few), k=CLASSES)
    rows = [(f"{len(few):,}, exact", _fit(few, natural_breaks(few, CLASSES)), _peer_fit(exact))]
    for size in sizes[1:]:
        many = amounts(size)
        np.random.seed(1)  # noqa: NPY002 - the peer draws from it
        sampled = mapclassify.FisherJenksSampled(_floats(many), k=CLASSES)
        ours = _fit(many, sampled_breaks(many, CLASSES, seed=1))
        rows.append((f"{size:,}, exact", _fit(many, natural_breaks(many, CLASSES)), "–"))
        rows.append((f"{size:,}, sampled", ours, _peer_fit(sampled)))
    return Table("Goodness of variance fit", ("values", "ours", "peer"), tuple(rows))


def _aims(figures: list[Figure]) -> list[str]:
    ratio, *rest = (each.ours.median / each.peer.median for each in figures)
    aims = [f"exact against exact, ratio of medians: {ratio:.3f} (aim: 1)"]
    aims[0] += "" if ratio <= 1 else " MISSED"
    if rest:
        seconds = figures[1].ours.median / 1000
        late = "" if seconds <= AIM else " MISSED"
        aims += [
            f"all communes, exact: median {seconds:.2f} s (aim: {AIM:g} s){late}",
            f"all communes, exact, against a sample of the peer: {rest[0]:.2f}",
            f"sample against sample, ratio of medians: {rest[1]:.2f}",
        ]
    return aims
