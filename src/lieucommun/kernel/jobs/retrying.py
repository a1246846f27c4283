"""How long a job that failed waits before it is tried again."""

import datetime as dt

FIRST = dt.timedelta(seconds=10)
LONGEST = dt.timedelta(hours=1)


def pause(attempt: int, draw: float) -> dt.timedelta:
    """Return the wait after an attempt (1 for the first): doubled each time, an hour at most.

    `draw`, between 0 and 1, moves it by half either way, so that jobs that failed together do not
    come back together.
    """
    doublings = min(attempt - 1, 12)
    whole: dt.timedelta = min(FIRST * (1 << doublings), LONGEST)
    return whole * (0.5 + draw)
