"""What a role gives, in plain words: the pages it opens, the records it reads and changes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lieucommun.kernel.services.manifest import Dataset, Manifest, Rule, Scope

#: Roles that everyone has: what they open needs no other.
EVERYONE = frozenset({"anyone", "signed-in"})
WHOSE = {
    "own": gettext_lazy("those you created"),
    "organisation": gettext_lazy("those of your organisation"),
    "territory": gettext_lazy("those of your territory"),
    "shared": gettext_lazy("those shared between teams"),
    "published": gettext_lazy("those that are published"),
    "all": gettext_lazy("all of them"),
    "aggregates": gettext_lazy("counts only, never a record"),
}


def gives(manifest: Manifest, role: str, language: str) -> list[str]:
    """Return what a role gives in a service, a sentence each, in the language of the screen."""
    said = list(_pages(manifest, role, language))
    for dataset in manifest.datasets.values():
        rule = dataset.access.get(role)
        if rule is not None:
            said += _records(dataset, rule, language)
    known = manifest.roles.get(role)
    if known is not None and known.oversees:
        said.append(_("See to the service: its people, its journal, how long things are kept."))
    return said


def _pages(manifest: Manifest, role: str, language: str) -> Iterator[str]:
    opened = [
        page.title.get(language)
        for page in manifest.pages
        if role in page.for_ and not EVERYONE & set(page.for_)
    ]
    if opened:
        yield _("Open: %(pages)s.") % {"pages": ", ".join(opened)}


def _records(dataset: Dataset, rule: Rule, language: str) -> Iterator[str]:
    title = dataset.title.get(language)
    if rule.read:
        yield _("Read “%(title)s”: %(whose)s.") % {"title": title, "whose": _whose(rule.read)}
    if rule.create:
        yield _("Add to “%(title)s”.") % {"title": title}
    elif rule.propose:
        yield _("Propose for “%(title)s”, before a review.") % {"title": title}
    if rule.update:
        yield _("Change “%(title)s”: %(whose)s.") % {"title": title, "whose": _whose(rule.update)}


def _whose(scopes: tuple[Scope, ...]) -> str:
    kinds = dict.fromkeys(scope.kind for scope in scopes)
    return ", ".join(str(WHOSE[kind]) for kind in kinds if kind in WHOSE)
