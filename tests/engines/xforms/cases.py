"""Cases written in a file: an expression, its context, and what it must give."""

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_LINE = re.compile(r"(?:in (?P<context>\S+): )?(?P<expression>.+?) => (?P<expected>.+)")
_SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


@dataclass(frozen=True)
class Case:
    function: str
    context: str
    expression: str
    told: str

    @property
    def expected(self) -> object:
        if self.told in _SPECIAL:
            return _SPECIAL[self.told]
        value = json.loads(self.told)
        return float(value) if type(value) is int else value


def cases(name: str = "functions.txt") -> list[Case]:
    """Return the cases of a file, each with the line in brackets that it stands under."""
    found, function = [], ""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            function = line[1:-1]
        elif line and not line.startswith("#"):
            match = _LINE.fullmatch(line)
            assert match, line
            given = match.groupdict()
            context = given["context"] or "/data"
            found.append(Case(function, context, given["expression"], given["expected"]))
    return found


def agree(found: object, case: Case) -> bool:
    """Tell whether what was found is what a case says; "refused" is an error."""
    expected = case.told if case.told == "refused" else case.expected
    if isinstance(expected, float) and isinstance(found, float):
        return (math.isnan(expected) and math.isnan(found)) or math.isclose(
            expected, found, abs_tol=1e-9
        )
    return type(found) is type(expected) and found == expected
