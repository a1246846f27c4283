"""Processes that a benchmark starts: alike on both sides, whatever this one was started with."""

import os
import tempfile
from pathlib import Path

from .options import ROOT

HOME = Path(tempfile.gettempdir()) / f"lieu-benchmarks-{os.getuid()}"


def environment() -> dict[str, str]:
    """Return the environment of a process: no setting of a place, compiled modules kept.

    Without the second a process compiles Django again each time it starts.
    """
    ours = ("LIEU_", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    kept.setdefault("PYTHONPYCACHEPREFIX", str(HOME / "bytecode"))
    return {**kept, "PYTHONPATH": str(ROOT)}
