"""A question as the theme draws it, and what was typed in it as the form keeps it."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from lieucommun.design.fields import Choice, FieldSpec, FieldType
from lieucommun.design.reading import posted
from lieucommun.kernel.forms.questions import Kind, kind_of
from lieucommun.kernel.forms.speaking import Speech

#: What each kind of question is to the theme.
TYPES: dict[Kind, FieldType] = {
    "text": "text", "longtext": "longtext", "integer": "integer", "decimal": "decimal",
    "date": "date", "time": "time", "datetime": "datetime", "choice": "choice",
    "choices": "choices", "rank": "rank", "range": "integer", "point": "point", "file": "file",
    "image": "image", "audio": "audio", "signature": "image", "acknowledge": "boolean",
}  # fmt: skip
#: Values of a range up to which they are shown as choices.
FEW_STEPS = 11
TILES = 8
_SPACES = "\u00a0\u202f\u2009 "


def spec_of(
    speech: Speech,
    path: str,
    name: str,
    *,
    error: str = "",
    alone: bool = False,
    file: Mapping[str, Any] | None = None,
) -> FieldSpec:
    """Return a question as a field; `alone`: the only one of its screen, drawn large."""
    answers, control = speech.answers, speech.control(path)
    kind = kind_of(answers.form, control) or "text"
    media = speech.media(path)
    text = answers.value(path)
    choices, widget = _choices(speech, path, kind, alone=alone)
    return FieldSpec(
        name=name,
        label=speech.label(path),
        type="choice" if kind == "range" and choices else TYPES[kind],
        value=file if kind in {"file", "image", "audio", "signature"} else shown(kind, text),
        help=_help(speech, path, kind, has_choices=bool(choices)),
        error=error,
        required=answers.is_required(path),
        choices=choices,
        widget=widget,
        question=alone,
        inputmode="numeric" if "numbers" in control.appearance.split() else "",
        spoken=speech.spoken(control),
        image=media.get("image", ""),
        sound=media.get("audio", ""),
        refreshes=not alone and bool(answers.form.graph.readers.get(control.names)),
    )


def shown(kind: Kind, text: str) -> Any:
    """Return an answer as a field takes it."""
    if kind in {"choices", "rank"}:
        return tuple(text.split())
    if kind == "acknowledge":
        return "true" if text else ""
    if kind == "point":
        latitude, longitude = (*text.split(), "", "")[:2]
        return {"lat": latitude, "lon": longitude}
    if kind == "time":
        return text[:5]
    return text


def typed(data: QueryDict, name: str, kind: Kind) -> str | None:
    """Return what was typed in a question as the form keeps it; None when it was not there."""
    if kind == "choices":
        return " ".join(data.getlist(name))
    if kind == "acknowledge":
        return "OK" if data.get(name) else ""
    if kind in {"date", "datetime", "point", "rank"}:
        return _parts(posted(data, name, TYPES[kind]), kind)
    if name not in data:
        return None
    text = data.get(name, "").replace("\r\n", "\n")
    if kind in {"integer", "decimal", "range"}:
        return text.translate({ord(space): None for space in _SPACES}).replace(",", ".")
    return text if kind == "longtext" else text.strip()


def _parts(value: Any, kind: Kind) -> str:
    """Write an answer of several boxes; what is incomplete stays, to be told and shown again."""
    if not value:
        return ""
    if kind == "rank":
        return " ".join(value)
    if kind == "point":
        whole = value["lat"] and value["lon"]
        return f"{value['lat']} {value['lon']} 0 0" if whole else f"{value['lat']} {value['lon']}"
    if isinstance(value, dict):
        day = "-".join(value.get(part, "") for part in ("year", "month", "day"))
        return f"{day}T{value['time']}" if value.get("time") else day
    return str(value)


def _choices(
    speech: Speech, path: str, kind: Kind, *, alone: bool
) -> tuple[tuple[Choice, ...], Any]:
    control = speech.control(path)
    if kind == "range":
        steps = range_of(control.attributes)
        if len(steps) > FEW_STEPS:
            return (), ""
        return tuple(Choice(step, step) for step in steps), "radios"
    if kind not in {"choice", "choices", "rank"}:
        return (), ""
    found = []
    for choice in speech.answers.choices(path, speech.language):
        media = speech.addresses(choice.media)
        found.append(
            Choice(
                choice.value,
                choice.label or choice.value,
                image=media.get("image", ""),
                sound=media.get("audio", ""),
            )
        )
    words = {"minimal", "autocomplete"} & set(control.appearance.split())
    if words and kind == "choice":
        return tuple(found), "select"
    pictured = any(each.image for each in found)
    tiles = pictured or (alone and len(found) <= TILES)
    return tuple(found), "tiles" if tiles else "checkbox" if kind == "choices" else ""


def range_of(attributes: Mapping[str, str]) -> list[str]:
    """Return the values of a range, as they are written; at most a thousand."""
    try:
        start, end = float(attributes["start"]), float(attributes["end"])
        step = abs(float(attributes.get("step", "1"))) or 1.0
    except (KeyError, ValueError):
        return []
    count = min(int(abs(end - start) / step + 1e-9) + 1, 1000)
    sign = 1 if end >= start else -1
    return [f"{start + sign * number * step:.10g}" for number in range(count)]


def _help(speech: Speech, path: str, kind: Kind, *, has_choices: bool) -> str:
    found = speech.hint(path)
    steps = range_of(speech.control(path).attributes) if kind == "range" else []
    added = {
        "date": _("For example, 27 3 1984."),
        "rank": _("Choose what comes first, then second, and so on."),
        "point": _("The map of your telephone gives these two numbers."),
    }.get(kind, "")
    if steps and not has_choices:
        added = _("From %(least)s to %(most)s.") % {"least": steps[0], "most": steps[-1]}
    return " ".join(filter(None, (found, added)))
