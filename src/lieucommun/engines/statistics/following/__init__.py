"""Indicators that people enter period after period: what is expected, due, late, reached."""

from .periods import Delay, Frequency, Period, due, periods
from .standing import Followed, Standing, State, missing, standing
from .targets import Mark, Trajectory

__all__ = [
    "Delay",
    "Followed",
    "Frequency",
    "Mark",
    "Period",
    "Standing",
    "State",
    "Trajectory",
    "due",
    "missing",
    "periods",
    "standing",
]
