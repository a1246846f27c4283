"""Random expressions about what stands before: numbers, texts, truths and days."""

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

WORDS = ["a", "b", "a b", "c", "abc"]
CHOICES = ["x", "y", "z"]
DAYS = ["2026-01-31", "2026-02-28", "2026-03-29", "2027-01-01"]
#: Fractions that binary numbers hold exactly.
DECIMALS = ["0.5", "1.25", "-0.75", "2.5", "10.125"]


@dataclass(frozen=True)
class Known:
    """The paths that an expression may read, by what they hold.

    `several` are numbers in repeats elsewhere, each with its repeat.
    """

    numbers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    several: list[tuple[str, str]] = field(default_factory=list)

    def copied(self) -> "Known":
        """Return the same paths, to which others may be added."""
        lists = {name: list(paths) for name, paths in vars(self).items()}
        return replace(self, **lists)


def one(draw: st.DrawFn, several: list[str]) -> str:
    """Return one of several texts."""
    return draw(st.sampled_from(several))


def number(draw: st.DrawFn, known: Known, depth: int = 2) -> str:
    """Return an expression that gives a number, or none where an answer is empty."""
    kind = draw(st.integers(0, 12 if depth else 4))
    if kind == 0:
        return one(draw, DECIMALS)
    if kind == 1 or (kind <= 4 and not known.numbers):
        return str(draw(st.integers(-3, 12)))
    if kind <= 4:
        return one(draw, known.numbers)
    if kind <= 6:
        # JavaRosa holds no integer beyond 2,147,483,647.
        sign = one(draw, ["{0} + {1}", "{0} - {1}", "({0} * {1}) mod 1000"])
        first, other = number(draw, known, depth - 1), number(draw, known, depth - 1)
        return f"({sign.format(first, other)})"
    if kind <= 10:
        return _counted(draw, known, depth, kind)
    then, other = number(draw, known, depth - 1), number(draw, known, depth - 1)
    return f"if({truth(draw, known, depth - 1)}, {then}, {other})"


def _counted(draw: st.DrawFn, known: Known, depth: int, kind: int) -> str:
    if kind == 7:
        return f"string-length({text(draw, known, depth - 1)})"
    if kind == 8 and known.choices:
        return f"count-selected({one(draw, known.choices)})"
    if kind == 9 and known.several:
        return _gathered(draw, known)
    if known.dates and draw(st.booleans()):
        return f"({one(draw, known.dates)} - date('{one(draw, DAYS)}'))"
    if known.times and draw(st.booleans()):
        return f"round(decimal-time({one(draw, known.times)}) * 24)"
    inner = number(draw, known, depth - 1)
    return one(
        draw, [f"int({inner} div 2)", f"round({inner}, 1)", f"round({inner})", f"abs({inner})"]
    )


def _gathered(draw: st.DrawFn, known: Known) -> str:
    """Return what is counted over the rows of a repeat, or read in one of them."""
    path, repeat = draw(st.sampled_from(known.several))
    row = draw(st.integers(1, 3))
    ways = [f"count({repeat})", f"sum({path})", f"min({path})", f"count-non-empty({path})"]
    if repeat.count("/") == 2:  # the number of a row above would have to be told too
        ways.append(f"indexed-repeat({path}, {repeat}, {row})")
        ways.append(f"{repeat}[position() = {row}]{path.removeprefix(repeat)}")
        ways.append(f"sum({repeat}[{path.rpartition('/')[2]} > {row}]{path.removeprefix(repeat)})")
    return one(draw, ways)


def text(draw: st.DrawFn, known: Known, depth: int = 2) -> str:
    """Return an expression that gives a text."""
    kind = draw(st.integers(0, 9 if depth else 2))
    if kind == 0 or (kind <= 2 and not known.texts):
        return f"'{one(draw, WORDS)}'"
    if kind <= 2:
        return one(draw, known.texts)
    first = text(draw, known, depth - 1)
    if kind <= 4:
        joined = "concat({0}, '-', {1})" if kind == 3 else "coalesce({0}, {1})"
        return joined.format(first, text(draw, known, depth - 1))
    if kind == 5:
        return f"substr({first}, {draw(st.integers(-2, 2))})"
    if kind == 6:
        return f"if({truth(draw, known, depth - 1)}, {first}, 'w')"
    return _written(draw, known, kind, first)


def _written(draw: st.DrawFn, known: Known, kind: int, first: str) -> str:
    if kind == 7 and known.dates:
        return f"format-date({one(draw, known.dates)}, '%e/%n/%Y')"
    if kind == 8 and known.times:
        return f"format-date-time({one(draw, known.times)}, '%H:%M')"
    if kind == 9:
        return f"string({number(draw, known, 1)})"
    return f"translate({first}, 'ab', 'BA')"


def truth(draw: st.DrawFn, known: Known, depth: int = 2) -> str:
    """Return an expression that is true or false."""
    kind = draw(st.integers(0, 7 if depth else 2))
    if kind <= 1:
        sign = one(draw, ["=", "!=", "<", "<=", ">", ">="])
        return f"{number(draw, known, 0)} {sign} {number(draw, known, 0)}"
    if kind == 2:
        sign = one(draw, ["=", "!="])
        return f"{text(draw, known, 0)} {sign} {text(draw, known, 0)}"
    if kind in {3, 4}:
        return _asked(draw, known, kind)
    if kind == 5:
        return f"not({truth(draw, known, depth - 1)})"
    sign = one(draw, ["and", "or"])
    return f"({truth(draw, known, depth - 1)} {sign} {truth(draw, known, depth - 1)})"


def _asked(draw: st.DrawFn, known: Known, kind: int) -> str:
    if kind == 3 and known.choices:
        return f"selected({one(draw, known.choices)}, '{one(draw, CHOICES)}')"
    if kind == 3 and known.dates:
        sign = one(draw, ["<", "<=", ">", ">="])
        return f"{one(draw, known.dates)} {sign} date('{one(draw, DAYS)}')"
    return f"regex({text(draw, known, 0)}, '[ab]+')"


def day(draw: st.DrawFn, known: Known) -> str:
    """Return an expression that gives a day, or nothing."""
    if not known.dates:
        return f"date('{one(draw, DAYS)}')"
    first = one(draw, known.dates)
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return first
    if kind == 1:
        return f"date({first} + {draw(st.integers(-40, 40))})"
    return f"if({truth(draw, known, 1)}, {first}, date('{one(draw, DAYS)}'))"
