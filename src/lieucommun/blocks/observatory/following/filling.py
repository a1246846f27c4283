"""What is asked of who enters a value or corrects one, and what they typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext as _

from lieucommun.blocks.observatory.territories.words import period_word, value_word
from lieucommun.design.fields import Choice, FieldSpec, FieldType
from lieucommun.design.reading import posted
from lieucommun.engines.statistics.following import Period
from lieucommun.kernel.datasets.access import readable
from lieucommun.kernel.datasets.attached import uuid_of, value_of
from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.datasets.fields import Field
from lieucommun.kernel.datasets.fields.files import files_of
from lieucommun.kernel.datasets.showing import FILES, shown_field
from lieucommun.kernel.files.actions import RefusedFile, keep
from lieucommun.kernel.files.links import signed_link
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.territories import every

from .opening import OpenSeries
from .series import Entry
from .showing import bounds, due_word, exact

#: Types of the other fields of the values that are asked beside them.
ASKED = frozenset(
    {"text", "longtext", "url", "integer", "decimal", "money", "year", "choice", "choices",
     "boolean", "date", "territory"}
)  # fmt: skip
#: Periods offered at once; the others are reached from their line.
MOST = 60
LISTED = frozenset({"region", "departement"})
LONGEST_NUMBER = 10
KEPT = "_kept."
SEEN = "_version"
OF = "_of"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: a period, raw values by field, files received, what is wrong already.

    `of` and `version` are those of the value that is corrected.
    """

    period: str
    values: Mapping[str, Any]
    files: Mapping[str, Attachment] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    of: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Filling:
    """The fields by which a value is entered, or corrected where there is an `entry`."""

    here: OpenSeries
    entry: Entry | None = None
    wanted: Period | None = None

    @property
    def _fields(self) -> Mapping[str, Field]:
        return self.here.declared.dataset.fields

    @cached_property
    def names(self) -> list[str]:
        """The fields asked, in order: the value, its proof, the others, why it is corrected."""
        declared, series = self.here.declared, self.here.series
        value, proof = declared.field("value"), declared.field("proof")
        part = declared.field("territory")
        offered = readable(declared.dataset, self.here.opened.viewer).offered or set(self._fields)
        apart = {value, proof, part, self.here.reason, declared.dataset.record_key}
        apart |= {declared.field("indicator"), declared.field("period")}
        others = [
            name
            for name, each in self._fields.items()
            if name in offered and name not in apart and each.type in ASKED
        ]
        named = [proof] if proof in offered else []
        if part and not series.territory and self.entry is None:
            named.insert(0, part)
        reason = [self.here.reason] if self.here.reason and self.entry else []
        return [value, *named, *others, *reason]

    @cached_property
    def periods(self) -> list[Period]:
        """The periods offered: the one asked for or corrected, those that are late, the others."""
        kept = [self.chosen] if self.chosen else []
        waiting = (each for each in self.here.series.offered() if each not in kept)
        return [*kept, *waiting][:MOST]

    @property
    def chosen(self) -> Period | None:
        """The period that the form opens on, if it is told: corrected, asked for, or alone late."""
        if self.entry:
            return self.entry.period
        if self.wanted and self.here.series.opens(self.wanted):
            return self.wanted
        missing = self.here.series.missing
        return missing[0] if len(missing) == 1 else None

    @property
    def receives_files(self) -> bool:
        return any(self._fields[name].type in FILES for name in self.names)

    def takes(self, period: Period) -> bool:
        """Say whether a value may be of a period: it is followed, or that of the one corrected."""
        own = self.entry is not None and period == self.entry.period
        return own or self.here.series.opens(period)

    def lacks_reason(self, typed: Typed) -> bool:
        """Say whether a value is corrected without its reason, where one is asked for."""
        asked = self.here.reason if self.entry else ""
        return bool(asked) and not str(typed.values.get(asked) or "").strip()

    def given(self) -> dict[str, Any]:
        """Return what the page itself says of a value: the record that it is about."""
        follow = self.here.opened.settings.follow
        about = self.here.visit.found.about(self.here.declared.name)
        if follow is None or not about:
            return {}
        target = follow.dataset
        return {
            name: about[0].record.address
            for name, each in self._fields.items()
            if each.type == "reference" and each.target == target
        }

    def specs(self, typed: Typed | None = None) -> Iterator[FieldSpec]:
        """Yield the fields to draw, with what was typed or what the record holds."""
        yield self._period_spec(typed)
        for name in self.names:
            yield self._spec(name, typed)

    def read(self, request: HttpRequest) -> Typed:
        """Return what was typed; files are kept at once, so that no mistake loses them."""
        data, values = request.POST, {}
        files, errors = {}, {}
        for name in self.names:
            each = self._fields[name]
            if each.type not in FILES:
                values[name] = _shown(posted(data, name, each.type))
                continue
            try:
                kept = self._file(request, name)
            except RefusedFile as refused:
                errors[name] = str(refused)
                continue
            if isinstance(kept, Attachment):
                files[name] = kept
                values[name] = self._added(name, kept)
            elif kept is not None:
                values[name] = kept
        version = data.get(SEEN, "")
        is_number = version.isascii() and version.isdecimal() and len(version) < LONGEST_NUMBER
        return Typed(
            period=data.get(self.here.declared.field("period"), ""),
            values=values,
            files=files,
            errors=errors,
            of=data.get(OF, ""),
            version=int(version) if is_number else None,
        )

    def same(self, typed: Typed) -> bool:
        """Say whether the value corrected holds what was typed already, files apart."""
        record = self.entry.record if self.entry else None
        return record is not None and all(
            _read(self._fields[name], raw) == record.value(name)
            for name, raw in typed.values.items()
            if self._fields[name].type not in FILES
        )

    # -- inside ----------------------------------------------------------------------------

    def _file(self, request: HttpRequest, name: str) -> Attachment | str | None:
        """Return a file that came, now or with a form that had a mistake; "" to take it away."""
        opened, sent = self.here.opened, request.FILES.get(name)
        if sent is not None:
            return keep(
                sent,
                name=str(sent.name),
                service=opened.service.slug,
                by=opened.viewer.person,
                purpose=self._fields[name].type,
            )
        if request.POST.get(f"{name}.remove"):
            return ""
        uuid = uuid_of(request.POST.get(f"{KEPT}{name}", ""))
        if uuid is None:
            return None
        mine = Attachment.objects.filter(uuid=uuid, by=opened.viewer.person, record=None)
        return mine.filter(service=opened.service.slug).first()

    def _added(self, name: str, kept: Attachment) -> Any:
        """Return a file as its field holds it: after the others, where it holds several."""
        if not getattr(self._fields[name], "several", False):
            return value_of(kept)
        held = self.entry.record.value(name) if self.entry else None
        return [*files_of(held), value_of(kept)]

    def _period_spec(self, typed: Typed | None) -> FieldSpec:
        series, name = self.here.series, self.here.declared.field("period")
        each, late = self._fields[name], set(series.missing)
        chosen = typed.period if typed else str(self.chosen or "")
        return FieldSpec(
            name,
            each.title.get(self.here.opened.language),
            "choice",
            value=chosen,
            error=typed.errors.get(name, "") if typed else "",
            required=True,
            widget="select",
            choices=tuple(
                Choice(str(one), due_word(series, one, late=one in late)) for one in self.periods
            ),
            spoken=self.here.opened.foreign,
        )

    def _spec(self, name: str, typed: Typed | None) -> FieldSpec:
        each, language = self._fields[name], self.here.opened.language
        is_value = name == self.here.declared.field("value")
        held = self.entry.record if self.entry and name != self.here.reason else None
        value: Any = held.value(name) if held else None
        if typed is not None and name in typed.values:
            value = typed.values[name]
        if each.type in FILES:
            value = self._shown_file(name, typed)
        elif isinstance(value, str) and each.type in {"decimal", "money"} and typed is None:
            value = value.replace(".", formats.get_format("DECIMAL_SEPARATOR"))
        return FieldSpec(
            name,
            each.title.get(language),
            cast("FieldType", each.type),
            value=value,
            help=self._help(each) if is_value else each.help.get(language) if each.help else "",
            error=typed.errors.get(name, "") if typed else "",
            required=each.required or is_value or name == self.here.reason,
            choices=self._choices(each),
            unit=self.here.declared.unit if is_value else each.unit,
            rows=3,
            spoken=self.here.opened.foreign,
        )

    def _shown_file(self, name: str, typed: Typed | None) -> Mapping[str, Any] | None:
        if typed and (row := typed.files.get(name)):
            clean = row.state == Attachment.State.CLEAN
            return {"url": signed_link(row) if clean else "#", "text": row.name, "size": row.size}
        shown = shown_field(self.here.opened, self.entry.record, name) if self.entry else None
        file = shown.files[0] if shown and shown.files else None
        return {"url": file.url, "text": file.name, "size": file.size} if file else None

    def _choices(self, each: Field) -> tuple[Choice, ...]:
        language = self.here.opened.language
        if each.type == "territory" and each.level in LISTED:
            places = every(cast("Any", each.level))
            return tuple(Choice(place.key, place.name) for place in places)
        return tuple(
            Choice(one.value, one.title.get(language), icon=one.icon)
            for one in each.choices.values()
        )

    def _help(self, each: Field) -> str:
        """Return what helps to enter a value: its bounds, and the last one."""
        told = [each.help.get(self.here.opened.language) if each.help else "", bounds(each)]
        last = self.here.series.last
        if last is not None:
            value = value_word(exact(last.value), self.here.declared.unit)
            words = {"value": value, "period": period_word(str(last.period))}
            told.append(_("Last value: %(value)s (%(period)s).") % words)
        return " ".join(filter(None, told))


def _shown(raw: Any) -> Any:
    """Return what was typed without what no page can show again."""
    return raw.replace("\0", "") if isinstance(raw, str) else raw


def _read(each: Field, raw: Any) -> Any:
    try:
        return each.read(raw)
    except Refused:
        return ...
