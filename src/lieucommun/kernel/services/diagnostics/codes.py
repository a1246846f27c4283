"""Every code that a diagnostic may carry, by name; their words stand in `families/*.yaml`."""

from pathlib import Path

import yaml

from .code import Code, Level

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


def read_family(path: Path) -> list[Code]:
    """Read codes written in YAML: `LC001: {fr, en, why: {fr, en}, wrong, right, level}`."""
    written = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return [
        Code(
            name=name,
            fr=part["fr"],
            en=part["en"],
            why_fr=part["why"]["fr"],
            why_en=part["why"]["en"],
            wrong=part.get("wrong", ""),
            right=part.get("right", ""),
            level=Level(part.get("level", "error")),
        )
        for name, part in written.items()
    ]


for _family in sorted((Path(__file__).parent / "families").glob("*.yaml")):
    declare(*read_family(_family))
