"""The reference of the functions of expressions, from their signatures and their tested cases."""

from collections import defaultdict

from lieucommun.engines.xforms.functions import FAMILIES, FUNCTIONS, Function
from tests.engines.xforms.cases import HERE, Case, cases

HEAD = """\
# Functions of forms

What the expressions of forms may use: XPath 1.0 and the functions of ODK XForms. Each case below is
a test. They are evaluated at noon on 25 November 2026 in Paris, on this document:

```xml
{document}```

Dates are texts (`2026-11-25`), and numbers of days since 1970 where a number is wanted. An empty
answer is an empty text, and no number (`NaN`). A value that is not what a function wants is
refused, with a sentence and the place in the expression.
"""
#: Where the meaning is not that of JavaRosa, the engine of ODK Collect.
FOOT = """
## Where JavaRosa differs
The reference is the [ODK XForms specification](https://getodk.github.io/xforms-spec/). JavaRosa,
the engine of ODK Collect, departs from it here. A test compares every case above with it, and
knows these departures one by one:

{departures}
More of them, outside of the cases:

| expression | here, as specified | JavaRosa |
|---|---|---|
| `'2020-01-01' < today()` | as days | `false`: only typed answers are dates |
| `0.1 + 0.2 = 0.3` | `false`, as XPath 1.0 | `true`: equal within 10⁻¹² |
| `number(now())` | days with their fraction, UTC | whole days, local |
| `now() = now()` | texts of moments are compared whole | days are compared |
| `'1,5' + 1` | `NaN` | 2.5: a comma is a point |
| `checklist(1, 1, 'no')` | `false`: no number above 0 | `true`: not empty |
| `weighted-checklist(…, -1, …)` | -1 sets no limit, as in `checklist()` | -1 is a number |
| `boolean-from-string('TRUE')` | `false` | `true` |
| `date('soon')` | an empty text | an error |
| `/data/none` as a condition, empty | `true`: the node is there, as XPath 1.0 | `false` |
| `1 = 1` stored in an answer | `true` | `1` |
| `sum()` of a text that is no number | `NaN` | it is left out |
| `/data/child/first = 'Bo'`, several nodes | true if one of them is | an error |
| `round(0.0000000000001, 13)` as text | `0.0000000000001` | `0` |
"""


def page() -> str:
    """Return docs/reference/xforms-functions.md."""
    told: dict[str, list[Case]] = defaultdict(list)
    for case in cases():
        told[case.function].append(case)
    document = (HERE / "functions.xml").read_text("utf-8")
    parts = [HEAD.format(document=document)]
    for family in FAMILIES:
        parts.append(f"\n## {(family.__doc__ or '').partition('.')[0]}\n")
        members = [each for each in FUNCTIONS.values() if each.group == _group(family.__name__)]
        parts += [_function(each, told[each.name]) for each in members]
    return "".join(parts) + FOOT.format(departures=_departures())


def _departures() -> str:
    """Return the reasons for which JavaRosa gives something else, each with a case."""
    told: dict[str, list[Case]] = defaultdict(list)
    for case in cases("departures.txt"):
        told[case.function].append(case)
    return "".join(
        f"- {reason}: {_code(first.expression, first.context)}"
        + (f", and {len(rest)} more.\n" if rest else ".\n")
        for reason, (first, *rest) in told.items()
    )


def _group(module: str) -> str:
    return module.rpartition(".")[2]


def _function(each: Function, told: list[Case]) -> str:
    rows = "".join(
        f"| {_code(case.expression, case.context)} | {_code(case.told)} |\n" for case in told
    )
    head = f"\n### {each.name}\n`{each.name}({each.signature})` → {each.returns}. {each.summary}\n"
    return f"{head}\n| expression | gives |\n|---|---|\n{rows}"


def _code(text: str, context: str = "/data") -> str:
    escaped = text.replace("|", "\\|")
    return f"`{escaped}`" + ("" if context == "/data" else f", in `{context}`")
