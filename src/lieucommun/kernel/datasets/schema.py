"""What a dataset is: a pure value built once from the manifest, that reads and writes follow."""

import csv
import io
import re
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from lieucommun.kernel.services.texts import Text

from .fields import TYPES, Choice, Field
from .rules import Rule, Workflow, read_rules, read_workflow

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
#: The marks of visibility classes; none begins another one, and none with a zero.
LETTERS = (*string.ascii_lowercase, *"12345678", *(f"9{rank:03d}" for rank in range(1000)))
PART = re.compile(r"\{(\w+)\}")
MOST_BUILT = 1_000
ReadFile = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Seed:
    """A file of the folder whose rows are the dataset's first records, keyed by a field.

    `organisation` names the field, if any, that says which organisation a row belongs to.
    """

    file: str
    key: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long records are kept (an ISO 8601 duration) since a date field, and then what."""

    keep: str
    since: str
    then: str


@dataclass(frozen=True)
class Dataset:
    """A declared set of typed records. Hold no state: the same manifest gives an equal value."""

    service: str
    service_id: int
    name: str
    title: Text
    fields: Mapping[str, Field]
    label: str = ""
    key: str = ""
    views: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    access: tuple[Rule, ...] = ()
    workflow: Workflow | None = None
    seed: Seed | None = None
    retention: Retention | None = None
    languages: tuple[str, ...] = ("fr",)
    version_id: int | None = None
    announced: bool = False

    @cached_property
    def label_fields(self) -> tuple[str, ...]:
        """The fields that the label names, in its order."""
        named = PART.findall(self.label) or list(self.fields)[:1]
        return tuple(dict.fromkeys(name for name in named if name in self.fields))

    @cached_property
    def position(self) -> Field | None:
        """The field whose point places a record on a map: the first of its type."""
        return self._first("point")

    @cached_property
    def territory(self) -> Field | None:
        """The field that says where a record belongs: the first of its type."""
        return self._first("territory")

    @cached_property
    def record_key(self) -> str:
        """The field whose value names a record in addresses and in references ("" for none)."""
        return self.key or (self.seed.key if self.seed else "")

    @cached_property
    def search_classes(self) -> dict[str, str]:
        """The letter of each searchable field's visibility class.

        Two fields are in the same class when every rule shows both or neither.
        """
        letters: dict[tuple[bool, ...], str] = {}
        searched = [name for name, each in self.fields.items() if each.search]
        return {
            name: letters.setdefault(shown_by(self, name), LETTERS[len(letters)])
            for name in searched
        }

    @cached_property
    def sharing(self) -> tuple[str, ...]:
        """The boolean fields by which a record is shared between organisations."""
        return tuple(name for name, each in self.fields.items() if each.grants == "shared")

    @cached_property
    def public_states(self) -> frozenset[str] | None:
        """The states open to scope `published`; None when there is no workflow: all are."""
        return self.workflow.public if self.workflow else None

    @property
    def initial_state(self) -> str:
        return self.workflow.initial if self.workflow else ""

    def _first(self, kind: str) -> Field | None:
        return next((each for each in self.fields.values() if each.type == kind), None)


def shown_by(dataset: Dataset, name: str) -> tuple[bool, ...]:
    """Say, rule after rule, whether a field is shown, and whether it changes outside."""
    found = []
    for rule in dataset.access:
        inside = (rule.view is None or name in rule.view) and name not in rule.hide
        public = rule.role == "anyone" and bool(dataset.fields[name].personal)
        found.append(inside and not public and name not in dict(rule.blur))
        found.append(name in rule.outside_hide or name in dict(rule.outside_blur))
    return tuple(found)


def build(  # noqa: PLR0913 - a dataset is a part of a service: where it stands comes with it
    name: str,
    spec: Mapping[str, Any],
    *,
    service: str,
    service_id: int = 0,
    version_id: int | None = None,
    languages: Iterable[str] = ("fr",),
    retention: Mapping[str, Any] | None = None,
    read: ReadFile | None = None,
) -> Dataset:
    """Build a dataset from its part of a checked manifest (plain values).

    `read` gives the text of a file of the folder, for choices kept in one. Raises ValueError or
    KeyError on what a check would have refused.
    """
    tongues = tuple(languages)
    fields = {
        each: build_field(each, options, languages=tongues, read=read)
        for each, options in spec.get("fields", {}).items()
    }
    seed = spec.get("seed")
    views = {each: tuple(names) for each, names in (spec.get("views") or {}).items()}
    return Dataset(
        service=service,
        service_id=service_id,
        name=name,
        title=text(spec.get("title") or name, tongues),
        fields=fields,
        label=spec.get("label") or "",
        key=spec.get("key") or "",
        views=views,
        access=read_rules(spec.get("access") or {}, views),
        workflow=read_workflow(spec.get("workflow"), lambda value: text(value, tongues)),
        seed=Seed(seed["file"], seed["key"], seed.get("organisation") or "") if seed else None,
        retention=Retention(**retention) if retention else None,
        languages=tongues,
        version_id=version_id,
    )


def from_manifest(
    manifest: Any, name: str, *, service_id: int, version_id: int | None, read: ReadFile
) -> Dataset:
    """Return a dataset of a checked manifest; `read` gives the text of a file of its folder.

    Built once per manifest: services are opened at each request, their manifests are not.
    """
    place = (id(manifest), name, service_id, version_id)
    kept = _built.get(place)
    if kept is None or kept[0] is not manifest:
        dataset = _from_manifest(
            manifest, name, service_id=service_id, version_id=version_id, read=read
        )
        while len(_built) >= MOST_BUILT:
            _built.pop(next(iter(_built)), None)
        kept = _built[place] = (manifest, dataset)
    return kept[1]


def _from_manifest(
    manifest: Any, name: str, *, service_id: int, version_id: int | None, read: ReadFile
) -> Dataset:
    spec = manifest.datasets[name].model_dump(by_alias=True, exclude_none=True)
    kept = manifest.privacy.retention.get(name) if manifest.privacy else None
    built = build(
        name,
        spec,
        service=manifest.service,
        service_id=service_id,
        version_id=version_id,
        languages=manifest.languages,
        retention=kept.model_dump() if kept else None,
        read=read,
    )
    told = any(webhook.dataset == name for webhook in manifest.webhooks.values())
    return replace(built, announced=told)


_built: dict[tuple[int, str, int, int | None], tuple[Any, Dataset]] = {}


def build_field(
    name: str, spec: Mapping[str, Any], *, languages: tuple[str, ...], read: ReadFile | None = None
) -> Field:
    """Build one field from its options."""
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a field")
    options = {key: value for key, value in spec.items() if key in OPTIONS and value is not None}
    for each in ("title", "help"):
        if each in options:
            options[each] = text(options[each], languages)
    if "choices" in options:
        options["choices"] = read_choices(options["choices"], languages, read)
    if "of" in options:
        options["of"] = {
            part: build_field(part, each, languages=languages, read=read)
            for part, each in options["of"].items()
        }
    if options.get("level") == "pays":
        options["level"] = "country"
    options.setdefault("type", "text")
    options.setdefault("title", text(name, languages))
    kind = TYPES[options["type"]]
    return kind(name=name, languages=languages, **options)


OPTIONS = frozenset(Field.__dataclass_fields__) - {"name", "languages"}


def text(value: Any, languages: tuple[str, ...]) -> Text:
    """Return a text written as a map, or plainly in the first language."""
    if isinstance(value, Text):
        return value
    return Text(root=value if isinstance(value, Mapping) else {languages[0]: str(value)})


def read_choices(
    given: Any, languages: tuple[str, ...], read: ReadFile | None
) -> dict[str, Choice]:
    """Return choices by value, from a map, a list, or a CSV of the folder.

    The CSV names its columns: `value`, `title` or `title@fr`, `icon`.
    """
    if isinstance(given, Mapping) and isinstance(given.get("values"), Mapping):
        given = given["values"]
    elif isinstance(given, Mapping) and set(given) == {"file"}:
        given = given["file"]
    if isinstance(given, str):
        if read is None:
            raise ValueError(f"no folder to read {given} from")
        return dict(_choice_rows(read(given), languages))
    if isinstance(given, Mapping):
        titled = {
            str(value): (title.get("title", value), title.get("icon", ""))
            if isinstance(title, Mapping) and "title" in title
            else (title or value, "")
            for value, title in given.items()
        }
        return {
            value: Choice(value, text(title, languages), icon or "")
            for value, (title, icon) in titled.items()
        }
    listed = [each if isinstance(each, Mapping) else {"value": each} for each in given]
    return {
        str(each["value"]): Choice(
            str(each["value"]),
            text(each.get("title") or each["value"], languages),
            each.get("icon") or "",
        )
        for each in listed
    }


def _choice_rows(content: str, languages: tuple[str, ...]) -> Iterable[tuple[str, Choice]]:
    for row in csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))):
        cells = {str(key or "").strip(): (value or "").strip() for key, value in row.items()}
        value = next((cells[key] for key in ("value", "name") if cells.get(key)), "")
        if not value:
            continue
        titles = {
            column.partition("@")[2] or languages[0]: cell
            for column, cell in cells.items()
            if cell and column.partition("@")[0] in {"title", "label"}
        }
        yield value, Choice(value, text(titles or value, languages), cells.get("icon", ""))
