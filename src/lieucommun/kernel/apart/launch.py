"""Run apart, by `running`: bound this process, then run a module.

`python -I launch.py LIMITS MODULE ARGUMENTS…`, LIMITS being `AS=bytes,CPU=seconds`: the names are
those of the RLIMIT constants of `resource`. Nothing is imported before the bounds stand.
"""

import resource
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def bound(limits: str) -> None:
    """Bound what this process may take; neither a dump of memory nor another process."""
    asked = dict(one.split("=") for one in limits.split(","))
    for name, most in ({"CORE": "0", "NPROC": "0"} | asked).items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (int(most), int(most)))


if __name__ == "__main__":
    bound(sys.argv[1])
    sys.path.insert(0, str(ROOT))
    module, *sys.argv[1:] = sys.argv[2:]
    runpy.run_module(module, run_name="__main__", alter_sys=False)
