"""Access rules: scopes that can work, and personal fields that stay out of everyone's sight."""

from collections.abc import Iterator

from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import BUILT_IN_ROLES, Dataset, Field, Rule

PUBLIC = "anyone"


def rights(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong in the access rules of each dataset."""
    for name in draft.manifest.roles:
        if name in BUILT_IN_ROLES:
            yield Finding(("roles", name), "LC123", {"found": name}, key=True)
    for name, dataset in draft.manifest.datasets.items():
        at: At = ("datasets", name)
        if not dataset.access:
            yield Finding(at, "LC117", {"found": name}, key=True)
        yield from _shown_to_anyone(dataset, at)
        for role, rule in dataset.access.items():
            yield from _scopes(name, dataset, rule, (*at, "access", role))
            yield from _blurs(dataset, rule, (*at, "access", role))


def is_personal(field: Field) -> bool:
    """Say whether a field, or a part of it, is personal data."""
    return bool(field.personal) or any(is_personal(part) for part in (field.of or {}).values())


def readable(dataset: Dataset, role: str) -> bool:
    """Say whether a role reads at least some records, or counts of them."""
    held = {role, PUBLIC} if role == PUBLIC else {role, PUBLIC, "signed-in", "author"}
    rules = [dataset.access.get(each) for each in held]
    return any(rule is not None and rule.read for rule in rules)


def _shown_to_anyone(dataset: Dataset, at: At) -> Iterator[Finding]:
    rule = dataset.access.get(PUBLIC)
    if rule is None or all(scope.kind == "aggregates" for scope in rule.read):
        return
    shown = set(dataset.views.get(rule.view or "", dataset.fields)) - set(rule.hide)
    for name, field in dataset.fields.items():
        if name in shown and is_personal(field):
            yield Finding((*at, "access", PUBLIC), "LC103", {"found": name}, key=True)


def _scopes(name: str, dataset: Dataset, rule: Rule, at: At) -> Iterator[Finding]:
    for action in ("read", "update", "delete"):
        for number, scope in enumerate(getattr(rule, action)):
            here = (*at, action, number)
            types = {field.type for field in dataset.fields.values()}
            granted = any(field.grants == "shared" for field in dataset.fields.values())
            if scope.kind == "shared" and not granted:
                yield Finding(here, "LC118", {"found": "shared", "needs": "grants: shared"})
            if scope.kind == "territory" and "territory" not in types:
                yield Finding(here, "LC118", {"found": "territory", "needs": "type: territory"})
            if scope.kind == "published" and _never_public(dataset):
                yield Finding(here, "LC120", {"found": name})
            if scope.field:
                where = (*here, "organisation")
                yield from wrong_type(dataset, scope.field, ("organisation",), where)
    if rule.while_ and dataset.workflow is None:
        yield Finding((*at, "while"), "LC130", {"found": name})


def _never_public(dataset: Dataset) -> bool:
    workflow = dataset.workflow
    return workflow is not None and not any(state.public for state in workflow.states.values())


def _blurs(dataset: Dataset, rule: Rule, at: At) -> Iterator[Finding]:
    for field in rule.blur:
        yield from wrong_type(dataset, field, ("point",), (*at, "blur", field), key=True)
    for field in rule.outside.blur if rule.outside else ():
        here = (*at, "outside", "blur", field)
        yield from wrong_type(dataset, field, ("point",), here, key=True)


def wrong_type(
    dataset: Dataset, name: str, needs: tuple[str, ...], at: At, *, key: bool = False
) -> Iterator[Finding]:
    """Yield a finding when a field exists and is of none of the types needed."""
    field = dataset.fields.get(name)
    if field is not None and field.type not in needs:
        params = {"found": name, "type": field.type, "needs": ", ".join(needs)}
        yield Finding(at, "LC119", params, key=key)
