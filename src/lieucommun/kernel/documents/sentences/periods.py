"""When a figure is of, in a sentence: en juillet 2018, in the 3rd quarter of 2018."""

import re

from lieucommun.kernel.documents.numbers import base, ordinal

_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?\Z")
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": ("January February March April May June July August September October November December"),
}


def when(period: str, language: str) -> str:
    """Return the words of a period (2018, 2018-07, 2018-Q3); "" without one.

    What is none of these is said as it is: "pour la rentrée 2018".
    """
    if not period:
        return ""
    french = base(language) == "fr"
    found = _PERIOD.match(period)
    if not found:
        return f"pour {period}" if french else f"for {period}"
    year, quarter, month = found.groups()
    if quarter:
        rank = ordinal(int(quarter), language)
        return f"au {rank} trimestre {year}" if french else f"in the {rank} quarter of {year}"
    if month:
        name = _MONTHS["fr" if french else "en"].split()[int(month) - 1]
        return f"{'en' if french else 'in'} {name} {year}"
    return f"{'en' if french else 'in'} {year}"
