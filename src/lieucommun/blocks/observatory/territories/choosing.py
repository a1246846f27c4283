"""What may be chosen of what is shown: level, period, part; and how a map is drawn."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from lieucommun.kernel.indicators.queries import Ask

from .asked import METHODS, Asked
from .opening import Looking, Shown
from .words import level_word, part_word, period_word

METHOD_WORDS = {
    "quantiles": gettext_lazy("As many territories in each"),
    "equal": gettext_lazy("Equal intervals"),
    "natural": gettext_lazy("Natural breaks"),
    "manual": gettext_lazy("Bounds of the author"),
}
CLASSES = range(2, 8)


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a list to choose from."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """A list to choose from, under its name in addresses."""

    name: str
    label: str
    options: list[Option]


def controls(looking: Looking, shown: Shown, asked: Asked) -> list[Control]:
    """Return what may be chosen; nothing where there is no choice."""
    ask = shown.ask(asked)
    found = [_level(shown, ask), _period(shown, ask), _part(shown, ask)]
    if asked.view == "map":
        found += [
            _method(shown, asked),
            _classes(shown, asked),
            _circles(looking, shown, asked),
            _against(looking, shown, asked, ask),
        ]
    return [each for each in found if len(each.options) > 1]


def _level(shown: Shown, ask: Ask) -> Control:
    options = [
        Option(level, level_word(level, plural=True), level == ask.level) for level in shown.levels
    ]
    return Control("level", gettext("Level"), options)


def _period(shown: Shown, ask: Ask) -> Control:
    options = [
        Option(period, period_word(period), period == ask.period)
        for period in reversed(shown.known.periods)
        if period
    ]
    return Control("period", gettext("Period"), options)


def _part(shown: Shown, ask: Ask) -> Control:
    options = [
        Option(part or "", part_word(part, shown.choices, shown.language), part == ask.part)
        for part in (*([None] if shown.indicator.whole else []), *shown.known.parts)
    ]
    return Control("part", gettext("Part"), options)


def _method(shown: Shown, asked: Asked) -> Control:
    spec = shown.indicator.classes
    now = asked.method or spec.method
    able = [each for each in METHODS if each != "manual" or spec.bounds]
    options = [Option(each, str(METHOD_WORDS[each]), each == now) for each in able]
    return Control("method", gettext("Classes"), options)


def _classes(shown: Shown, asked: Asked) -> Control:
    now = asked.classes or shown.indicator.classes.count
    options = [Option(str(each), str(each), each == now) for each in CLASSES]
    return Control("classes", gettext("How many classes"), options)


def _circles(looking: Looking, shown: Shown, asked: Asked) -> Control:
    others = [each for each in looking.indicators.values() if each.name != shown.name]
    options = [
        Option("", gettext("None"), not asked.circles),
        *(Option(each.name, each.title, each.name == asked.circles) for each in others),
    ]
    return Control("circles", gettext("Circles over the map"), options)


def _against(looking: Looking, shown: Shown, asked: Asked, ask: Ask) -> Control:
    """Return what the map may be drawn beside: its other periods, then other indicators."""
    periods = [each for each in reversed(shown.known.periods) if each and each != ask.period]
    others = [each for each in looking.indicators.values() if each.name != shown.name]
    options = [
        Option("", gettext("Nothing"), not asked.against),
        *(Option(each, period_word(each), each == asked.against) for each in periods),
        *(Option(each.name, each.title, each.name == asked.against) for each in others),
    ]
    return Control("with", gettext("Beside"), options)
