"""Every code that a diagnostic may carry, by name."""

from .code import Code, Level
from .meaning import MEANING
from .reading import READING
from .references import REFERENCES
from .shape import SHAPE

__all__ = ["CODES", "Code", "Level", "declare"]

CODES: dict[str, Code] = {}


def declare(*codes: Code) -> None:
    """Add codes; a block declares its own (LC160 and beyond) when its app is loaded.

    Raises ValueError when a code already means something else.
    """
    for code in codes:
        if CODES.get(code.name, code) != code:
            raise ValueError(f"{code.name} is already declared")
        CODES[code.name] = code


declare(*READING, *SHAPE, *REFERENCES, *MEANING)
