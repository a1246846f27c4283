"""Codes of meaning: a manifest that is well formed and says something that cannot work."""

from .code import Code, Level

MEANING: tuple[Code, ...] = (
    Code(
        "LC112",
        "Le bloc « {found} » est prévu : sa page le dira.",
        "The block “{found}” is planned: its page will say so.",
        level=Level.NOTE,
    ),
)
