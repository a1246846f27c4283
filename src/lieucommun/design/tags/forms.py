"""Fields of forms, and the summary of what is wrong in them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from django import template

from lieucommun.design.fields import FieldSpec, FieldType
from lieucommun.kernel.limits import shield

register = template.Library()


@register.inclusion_tag("design/components/field.html")
def field(spec: FieldSpec, **changes: Any) -> dict[str, Any]:
    """Draw a field with its label, help, error and current value."""
    return {"field": replace(spec, **changes) if changes else spec}


@register.inclusion_tag("design/components/field.html", name="input")
def input_(type: FieldType, name: str, label: str, **options: Any) -> dict[str, Any]:  # noqa: A002
    """Draw a field written in the template itself: `{% input "email" "email" "E-mail" %}`."""
    if type not in get_args(FieldType):
        raise template.TemplateSyntaxError(f"no field type {type!r}")
    return {"field": FieldSpec(name=name, label=label, type=type, **options)}


@register.inclusion_tag("design/components/errors.html")
def error_summary(
    fields: Sequence[FieldSpec] = (), others: Sequence[str] = (), *, focus: bool = True
) -> dict[str, Any]:
    """Say first what is wrong, each line leading to its field; nothing when all is well.

    Where scripts run the summary takes the focus when the page opens.
    """
    wrong = [spec for spec in fields if spec.error]
    return {"fields": wrong, "others": list(others), "focus": focus}


@register.inclusion_tag("design/components/optional.html")
def optional_note() -> dict[str, Any]:
    """Say that all fields are required unless marked; stands before the first of them."""
    return {}


@register.inclusion_tag("design/components/shield.html", name="shield")
def shield_(purpose: str) -> dict[str, Any]:
    """Carry what tells a person from a program, in a public form: `{% shield "canvas" %}`.

    The view that receives the form asks `kernel.limits.shield.examine` with the same purpose.
    """
    names = {"stamp": shield.STAMP, "work": shield.WORK, "trap": shield.TRAP}
    return {"stamp": shield.stamp(purpose), "names": names, "difficulty": shield.DIFFICULTY}
