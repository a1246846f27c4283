"""Functions of answers with several choices: words separated by spaces."""

import math

from .registry import function


@function("selected", "list: string, value: string", "boolean")
def selected(chosen: str, value: str) -> bool:
    """Whether a value is among the choices; nothing is among no choice."""
    wanted = value.strip()
    return wanted in chosen.split() if wanted else not chosen.strip()


@function("selected-at", "list: string, index: number", "string")
def selected_at(chosen: str, index: float) -> str:
    """The choice at a place, counted from 0; nothing beyond."""
    words = chosen.split()
    if not math.isfinite(index) or not 0 <= int(index) < len(words) or index < 0:
        return ""
    return words[int(index)]


@function("count-selected", "list: string", "number")
def count_selected(chosen: str) -> float:
    """The number of choices."""
    return float(len(chosen.split()))
