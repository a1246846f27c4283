"""Send the whole hostile corpus and print what each refusal cost: `python -m tests.hostile [-v]`.

Exits 1 when something was not refused, took 2 s of computing or more, or 200 MB or more.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.hostile.measuring import Cost


def main(arguments: Sequence[str]) -> int:
    """Measure every sample; print them all with -v, else those beyond a bound and the worst."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lieucommun.settings.test"
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.hostile.corpus import samples
    from tests.hostile.measuring import measure

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    families: dict[str, list[tuple[str, Cost]]] = defaultdict(list)
    beyond = 0
    for sample in samples():
        cost = measure(sample)
        families[sample.family].append((sample.title, cost))
        beyond += not cost.within
        if "-v" in arguments or not cost.within:
            sys.stdout.write(_line(sample.title, cost))
    for family, found in families.items():
        title, slowest = max(found, key=lambda each: each[1].seconds)
        heaviest = max(cost.megabytes for _, cost in found)
        sys.stdout.write(
            f"{family}: {len(found)} refused at most in {slowest.seconds:.2f} s ({title}), "
            f"{heaviest:.0f} MB\n"
        )
    sys.stdout.write(f"{beyond} beyond a bound\n")
    return int(beyond > 0)


def _line(title: str, cost: "Cost") -> str:
    figures = f"{cost.seconds:5.2f} s (waited {cost.waited:5.2f}) {cost.megabytes:4.0f} MB"
    return f"{'  ' if cost.within else '! '}{figures}  {title}: {cost.sentence or 'NOT REFUSED'}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
