"""Workflows as values: what may be done, what falls due, what is unsound. Pure: time is given."""

from .calendars import Calendar, Span, french_holidays
from .cases import Asked, Case, Refusal, RefusedError, Running
from .checking import Fault, Flaw, Known, check
from .consulting import ask, give, may_ask, unask, waits
from .drawing import mermaid
from .migrating import MigrationError, Obstacle, migrate, obstacles
from .running import Step, begin, leads, may, move, next_due, tick
from .values import Effect, Guard, Machine, Opinion, State, Timer, Transition

__all__ = [
    "Asked",
    "Calendar",
    "Case",
    "Effect",
    "Fault",
    "Flaw",
    "Guard",
    "Known",
    "Machine",
    "MigrationError",
    "Obstacle",
    "Opinion",
    "Refusal",
    "RefusedError",
    "Running",
    "Span",
    "State",
    "Step",
    "Timer",
    "Transition",
    "ask",
    "begin",
    "check",
    "french_holidays",
    "give",
    "leads",
    "may",
    "may_ask",
    "mermaid",
    "migrate",
    "move",
    "next_due",
    "obstacles",
    "tick",
    "unask",
    "waits",
]
