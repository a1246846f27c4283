"""The entry of a service in the register of processing, as far as its manifest says it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.rules import Rule
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Manifest

from . import words


@dataclass(frozen=True, slots=True)
class Category:
    """The personal fields of one dataset: title and kind of each (texts shown)."""

    title: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """What one role does with one dataset: which personal fields it reads, and how (texts shown).

    `outside` says what changes on records of another organisation.
    """

    role: str
    dataset: str
    scopes: tuple[str, ...]
    reads: tuple[str, ...]
    hidden: tuple[str, ...]
    blurred: tuple[str, ...]
    outside: tuple[str, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says, in one language. Without `personal`, nothing has to be entered."""

    language: str
    title: str
    version: str
    personal: bool
    purpose: str
    legal_basis: str
    sensitivity: str
    categories: tuple[Category, ...]
    recipients: tuple[Recipient, ...]
    others: tuple[str, ...]
    retention: tuple[str, ...]
    host: str
    measures: tuple[str, ...]
    located: bool


def register_entry(service: LoadedService, language: str) -> Entry:
    """Return the entry of a service; the language must be active too."""
    manifest, privacy = service.manifest, service.manifest.privacy
    datasets = [dataset for dataset in _datasets(service) if _personal(dataset)]
    return Entry(
        language=language,
        title=manifest.title.get(language),
        version=manifest.version,
        personal=privacy is not None,
        purpose=privacy.purpose.get(language) if privacy else "",
        legal_basis=str(words.BASES[privacy.legal_basis]) if privacy else "",
        sensitivity=str(words.SENSITIVITIES[privacy.sensitivity]) if privacy else "",
        categories=tuple(_category(dataset, language) for dataset in datasets),
        recipients=tuple(
            _recipient(manifest, dataset, rule, language)
            for dataset in datasets
            for rule in dataset.access
        ),
        others=tuple(each.get(language) for each in privacy.recipients) if privacy else (),
        retention=tuple(_retention(dataset, language) for dataset in datasets),
        host=settings.DECLARED_HOST,
        measures=tuple(str(measure) for measure in words.MEASURES),
        located=any(
            field.type in {"point", "area"}
            for dataset in datasets
            for field in dataset.fields.values()
        ),
    )


def _datasets(service: LoadedService) -> Iterator[Dataset]:
    return (service.dataset(name) for name in service.manifest.datasets)


def _personal(dataset: Dataset) -> dict[str, str]:
    """Return the kind of each personal field; a list is what the gravest of its parts is."""
    found = {}
    for name, field in dataset.fields.items():
        kinds = {field.personal, *(part.personal for part in field.of.values())}
        kind = next(
            (each for each in ("sensitive", "identifying", "indirect") if each in kinds), ""
        )
        if kind:
            found[name] = kind
    return found


def _category(dataset: Dataset, language: str) -> Category:
    told = [
        (dataset.fields[name].title.get(language), str(words.KINDS[kind]))
        for name, kind in _personal(dataset).items()
    ]
    return Category(dataset.title.get(language), tuple(told))


def _recipient(manifest: Manifest, dataset: Dataset, rule: Rule, language: str) -> Recipient:
    personal = _personal(dataset)
    blur, outside_blur = dict(rule.blur), dict(rule.outside_blur)

    def titles(names: Iterator[str]) -> tuple[str, ...]:
        return tuple(dataset.fields[name].title.get(language) for name in names)

    def shown(name: str) -> bool:
        viewed = rule.view is None or name in rule.view
        return bool(rule.read) and viewed and name not in rule.hide and rule.role != "anyone"

    records = set(rule.read) - {"aggregates"}
    hidden = [name for name in personal if not (records and shown(name))]
    reads = [name for name in personal if name not in hidden and name not in blur]
    outside = [
        _("“%(field)s” hidden") % {"field": title}
        for title in titles(name for name in personal if name in rule.outside_hide)
    ]
    outside += _blurred(dataset, outside_blur, language)
    role = manifest.roles.get(rule.role)
    return Recipient(
        role=role.title.get(language) if role else str(words.ROLES.get(rule.role, rule.role)),
        dataset=dataset.title.get(language),
        scopes=tuple(words.scope(each) for each in rule.read),
        reads=titles(iter(reads)),
        hidden=titles(iter(hidden)),
        blurred=tuple(_blurred(dataset, blur, language)),
        outside=tuple(outside),
        acts=tuple(_acts(rule)),
    )


def _blurred(dataset: Dataset, blur: dict[str, float], language: str) -> list[str]:
    return [
        _("“%(field)s” to the nearest %(metres)d m")
        % {"field": dataset.fields[name].title.get(language), "metres": metres}
        for name, metres in blur.items()
        if name in dataset.fields
    ]


def _acts(rule: Rule) -> Iterator[str]:
    if rule.create:
        yield _("creates records")
    for scopes, text in ((rule.update, _("changes")), (rule.delete, _("deletes"))):
        if scopes:
            yield f"{text} ({', '.join(words.scope(each) for each in scopes)})"


def _retention(dataset: Dataset, language: str) -> str:
    title, kept = dataset.title.get(language), dataset.retention
    if kept is None:
        return _("%(dataset)s: no end was written.") % {"dataset": title}
    field = dataset.fields.get(kept.since)
    since = _("“%(field)s”") % {"field": field.title.get(language)} if field else ""
    return _("%(dataset)s: %(duration)s from %(since)s, %(then)s.") % {
        "dataset": title,
        "duration": words.duration(kept.keep),
        "since": since or str(words.MOMENTS[kept.since]),
        "then": str(words.ENDS[kept.then]),
    }
