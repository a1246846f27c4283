"""Regular expressions of Java, matched in time that grows with the text and never explodes.

Patterns are matched by derivatives (Brzozowski, 1964): what may follow once a character is read.
There is no way back, hence no catastrophe; lookaheads are intersections and complements.
"""

from functools import lru_cache

from .matching import Machine
from .reading import read


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> Machine:
    """Return what matches a pattern; ExpressionError when it cannot be read."""
    return Machine(read(pattern))


__all__ = ["Machine", "compile_pattern"]
