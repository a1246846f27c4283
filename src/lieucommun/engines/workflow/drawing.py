"""A machine as a Mermaid state diagram (stateDiagram-v2), to be read."""

from collections.abc import Iterator, Mapping

from .calendars import Span
from .values import Machine, Timer

#: Characters that mean something in a Mermaid label, or would end it.
_SPECIAL = frozenset('"#;:%<>{}[]()&|`\\')


def mermaid(machine: Machine, titles: Mapping[str, str] | None = None) -> str:
    """Return the drawing of a machine that names only states that it has.

    `titles` gives what people read, by `state.NAME`, `transition.NAME` and `timer.NAME`; without a
    title, the name. Whatever a title holds stays within its label.
    """
    return "\n".join(["stateDiagram-v2", *_lines(machine, titles or {})]) + "\n"


def _lines(machine: Machine, titles: Mapping[str, str]) -> Iterator[str]:
    alias = {state.name: f"s{number}" for number, state in enumerate(machine.states, 1)}
    for state in machine.states:
        yield f'    state "{_label(titles, "state", state.name)}" as {alias[state.name]}'
    yield f"    [*] --> {alias[machine.initial]}"
    for step in machine.transitions:
        label = _label(titles, "transition", step.name)
        yield from (f"    {alias[each]} --> {alias[step.to]} : {label}" for each in step.origins)
    for timer in machine.timers:
        yield from _timed(machine, timer, alias, _label(titles, "timer", timer.name))
    yield from (f"    {alias[each.name]} --> [*]" for each in machine.states if each.final)


def _timed(machine: Machine, timer: Timer, alias: Mapping[str, str], label: str) -> Iterator[str]:
    said = f"{label} #40;{_span(timer.after)}#41;"
    for origin in timer.origins:
        step = machine.striking(timer, origin)
        if step is not None:
            yield f"    {alias[origin]} --> {alias[step.to]} : {said}"
        else:
            yield f"    note right of {alias[origin]} : {said}"


def _label(titles: Mapping[str, str], kind: str, name: str) -> str:
    return escaped(titles.get(f"{kind}.{name}") or name)


def escaped(text: str) -> str:
    """Return a text that Mermaid shows as it is, on one line, special signs as `#58;`."""
    plain = " ".join(text.split()) or "–"
    return "".join(f"#{ord(sign)};" if sign in _SPECIAL else sign for sign in plain)


def _span(span: Span) -> str:
    """Return a delay as it is written in a manifest."""
    years, months = divmod(span.months, 12)
    hours, minutes = divmod(span.minutes, 60)
    day = "".join(
        f"{number}{unit}"
        for number, unit in ((years, "Y"), (months, "M"), (span.weeks, "W"), (span.days, "D"))
        if number
    )
    clock = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number)
    return f"P{day}" + (f"T{clock}" if clock else "") if day or clock else "PT0M"
