"""Random linked tables: trees of codes, sparse counts, parts within a whole."""

from random import Random

from lieucommun.engines.statistics import Codes, Dimension, Table


def chance(seed: int) -> Random:
    """Return chance that is the same each time."""
    return Random(seed)  # noqa: S311 - chance, not secrets


def tree(rng: Random, name: str, leaves: int, groups: int = 2) -> Dimension:
    """Return a dimension of so many leaves, below groups that a top may hold."""
    parents: dict[str, str | None] = {}
    top = f"{name}top" if rng.random() < 0.5 else None
    for leaf in range(leaves):
        group = f"{name}g{rng.randrange(groups)}" if rng.random() < 0.7 else top
        if group is not None and group != top:
            parents[group] = top
        parents[f"{name}{leaf}"] = group
    if top is not None:
        parents[top] = None
    return Dimension(name, parents)


def leaves(dimension: Dimension) -> list[str]:
    above = set(dimension.parents.values())
    return [code for code in dimension.parents if code not in above]


def linked(rng: Random, sizes: tuple[int, ...], parts: int, most: int = 12) -> list[Table]:
    """Return a table that counts everybody, and others within it."""
    dimensions = tuple(tree(rng, "abc"[rank], size) for rank, size in enumerate(sizes))
    everybody: dict[Codes, int] = {}
    within: list[dict[Codes, int]] = [{} for _ in range(parts)]
    full = rng.random()
    points: list[Codes] = [()]
    for each in dimensions:
        points = [(*point, leaf) for point in points for leaf in leaves(each)]
    for point in points:
        if rng.random() < full:
            count = everybody[point] = rng.choice((1, 1, 2, 3, rng.randint(1, most)))
            for part in within:
                part[point] = rng.choice((0, 0, 1, count, rng.randint(0, count)))
                part[point] = min(part[point], count)
    tables = [Table("all", dimensions, everybody)]
    return tables + [Table(f"part{n}", dimensions, each, "all") for n, each in enumerate(within)]


def editions(rng: Random, number: int, parts: int) -> list[list[Table]]:
    """Return tables as they stand after each of some months, two of which make a year."""
    territory = tree(rng, "a", rng.choice((2, 3)))
    everybody: dict[Codes, int] = {}
    within: list[dict[Codes, int]] = [{} for _ in range(parts)]
    found = []
    for month in range(number):
        years = {f"m{each}": f"y{each // 2}" for each in range(month + 1)}
        parents: dict[str, str | None] = {**years, **dict.fromkeys(years.values())}
        dimensions = (territory, Dimension("month", parents))
        for code in leaves(territory):
            if rng.random() < 0.7:
                at = (code, f"m{month}")
                count = everybody[at] = rng.choice((1, 2, 3, rng.randint(1, 12)))
                for part in within:
                    part[at] = rng.choice((0, count, rng.randint(0, count)))
        tables = [Table("all", dimensions, dict(everybody))]
        for rank, part in enumerate(within):
            tables.append(Table(f"part{rank}", dimensions, dict(part), "all"))
        found.append(tables)
    return found
