"""What every part of a manifest is made of: closed models, names, durations, references."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from lieucommun.kernel.services.texts import LANGUAGE

#: Roles that every service has without declaring them.
BUILT_IN_ROLES = ("anyone", "signed-in", "author")

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,59}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?")
_DURATION = re.compile(
    r"P(?=\d|T\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(T(?=\d)(\d{1,4}H)?(\d{1,5}M)?)?"
)
_DISTANCE = re.compile(r"(\d{1,7}(?:\.\d{1,3})?) ?(m|km)")


def said(fr: str, en: str, **options: Any) -> Any:
    """Describe a key in French and English: the hover text of editors."""
    return Field(description=f"{fr}\n{en}", json_schema_extra={"x-fr": fr, "x-en": en}, **options)


def empty() -> Any:
    """Return the default of a part that may be left out: an empty map, one per manifest."""
    return Field(default_factory=dict)


class Closed(BaseModel):
    """A part of a manifest: unknown keys are mistakes. A name that Python keeps ends with `_`."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_")
    )


class Named(Closed):
    """A part that stands under its name, and takes that name for title when it has none."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Ask editors for neither the title nor what `shape` may bring."""
        schema = handler.resolve_ref_schema(handler(core))
        asked = [key for key in schema.get("required", ()) if key not in {"title", "type"}]
        schema.pop("required", None)
        return {**schema, "required": asked} if asked else schema


@dataclass(frozen=True, slots=True)
class Also:
    """Tells editors another way to write a value; without `other`, one item instead of a list."""

    other: tuple[tuple[str, Any], ...] = ()

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core)
        return {"anyOf": [schema, dict(self.other) or schema.get("items", {})]}


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a text that names something: a file, a role, a dataset, a field…

    The checker verifies marked texts everywhere, settings of blocks included; a field is looked
    for in the dataset that stands nearest (`datasets.x…`, or the page's own `dataset`).
    """

    kind: str


def _matching(pattern: re.Pattern[str], code: str, **params: Any) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise PydanticCustomError(code, "form", {"found": value, **params})
        return value

    return AfterValidator(check)


def _distance(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value)
    found = _DISTANCE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("LC041", "distance", {"found": value, "among": ["300m", "2km"]})
    return int(float(found[1]) * (1000 if found[2] == "km" else 1))


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


def _titled(value: Any) -> Any:
    """Give a title to each named part that has none: its name, made readable."""
    if not isinstance(value, Mapping):
        return value
    return {name: _with_title(str(name), part) for name, part in value.items()}


def _with_title(name: str, part: Any) -> Any:
    if part is None:
        part = {}
    if not isinstance(part, Mapping) or "title" in part:
        return part
    return {**part, "title": name.replace("_", " ").replace("-", " ").capitalize()}


T = TypeVar("T")

Flag = StrictBool
Whole = StrictInt
Name = Annotated[str, _matching(_NAME, "LC034", among=["mon-nom"])]
NewField = Annotated[str, _matching(_FIELD, "LC034", among=["mon_champ"])]
Slug = Annotated[str, _matching(SLUG, "LC034", among=["mon-service"])]
Version = Annotated[str, _matching(_VERSION, "LC041", among=["1.0.0"])]
Language = Annotated[str, _matching(LANGUAGE, "LC039")]
Duration = Annotated[str, _matching(_DURATION, "LC035", among=["P2Y", "P6M", "P10D", "PT30M"])]
Metres = Annotated[
    int,
    BeforeValidator(_distance),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)? ?(m|km)$"}),
]
FilePath = Annotated[str, Refers("file")]
RoleName = Annotated[str, Refers("role")]
DatasetName = Annotated[str, Refers("dataset")]
FieldName = Annotated[str, Refers("field")]
StateName = Annotated[str, Refers("state")]
TransitionName = Annotated[str, Refers("transition")]
ViewName = Annotated[str, Refers("view")]
FormName = Annotated[str, Refers("form")]
MessageName = Annotated[str, Refers("message")]
DocumentName = Annotated[str, Refers("document")]
WebhookName = Annotated[str, Refers("webhook")]
TableName = Annotated[str, Refers("table")]
IndicatorName = Annotated[str, Refers("indicator")]
PortraitName = Annotated[str, Refers("portrait")]
#: One value or a list of them; always a tuple once read.
OneOrMany = Annotated[tuple[T, ...], BeforeValidator(_listed), Also()]
#: Parts by name, each with a title.
Titled = Annotated[dict[Name, T], BeforeValidator(_titled)]
TitledFields = Annotated[dict[NewField, T], BeforeValidator(_titled)]
Roles = OneOrMany[RoleName]
