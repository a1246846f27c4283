"""Workflows: every state can be reached and left, every step can be made by someone."""

from collections.abc import Iterator

from lieucommun.engines.workflow import Fault, Known, check
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.machines import machine
from lieucommun.kernel.services.manifest import BUILT_IN_ROLES, Dataset, Effect, Workflow

from .references import unknown
from .rights import wrong_type


def lives(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong in the workflow of each dataset."""
    for name, dataset in draft.manifest.datasets.items():
        at: At = ("datasets", name)
        if dataset.workflow is not None:
            yield from _flaws(draft, name, dataset, dataset.workflow)
            yield from _steps(draft, dataset, dataset.workflow, (*at, "workflow"))
        elif dataset.freshness is not None:
            yield Finding((*at, "freshness"), "LC130", {"found": name}, key=True)


#: What the engine finds, by the code that says it; names that name nothing are told elsewhere.
FAULTS = {
    Fault.UNREACHABLE: "LC101",
    Fault.NO_EXIT: "LC100",
    Fault.NO_END: "LC190",
    Fault.FINAL_EXIT: "LC102",
    Fault.NOBODY: "LC115",
    Fault.IDLE_TIMER: "LC126",
    Fault.IDLE_ROLE: "LC191",
    Fault.ASLEEP: "LC192",
    Fault.MISSES: "LC193",
    Fault.ENDLESS: "LC194",
    Fault.AT_ONCE: "LC195",
    Fault.TURNS: "LC196",
    Fault.MUTE: "LC197",
    Fault.POINTLESS: "LC198",
}


def _flaws(draft: Draft, name: str, dataset: Dataset, workflow: Workflow) -> Iterator[Finding]:
    """Yield what the engine says of a workflow, at its keys."""
    at: At = ("datasets", name, "workflow")
    watchers = _watchers(draft, name, dataset)
    everyone = (*draft.manifest.roles, *BUILT_IN_ROLES)
    also = _unconfirmed(dataset, workflow)
    known = Known(roles=tuple(watchers), others=everyone, also=also)
    for flaw in check(machine(workflow), known):
        params = {"found": flaw.found}
        if flaw.fault == Fault.FINAL_EXIT:
            state = flaw.at[1]
            here = (*at, *flaw.at, "final")
            yield Finding(here, "LC102", {"found": state, "transition": flaw.found}, key=True)
        elif flaw.fault == Fault.IDLE_ROLE:
            yield Finding(watchers[flaw.found], "LC191", params, key=True)
        elif flaw.fault == Fault.MISSES:
            params["transition"] = workflow.timers[str(flaw.at[1])].do or ""
            yield Finding((*at, *flaw.at), "LC193", params)
        elif flaw.fault in FAULTS:
            yield Finding((*at, *flaw.at), FAULTS[flaw.fault], params, key=True)


def _watchers(draft: Draft, name: str, dataset: Dataset) -> dict[str, At]:
    """Return the roles that a page of cases is for and that change no record, with that place."""
    found: dict[str, At] = {}
    for number, page in enumerate(draft.manifest.pages):
        if page.block != "cases" or getattr(page, "dataset", "") != name:
            continue
        for role in page.for_:
            rule = dataset.access.get(role)
            writes = rule is not None and (rule.create or rule.propose or rule.update)
            if role in draft.manifest.roles and not writes:
                found.setdefault(role, ("pages", number, "for"))
    return found


def _unconfirmed(dataset: Dataset, workflow: Workflow) -> tuple[tuple[str, str], ...]:
    """Return the steps that a lack of confirmation makes: pairs of states."""
    if dataset.freshness is None:
        return ()
    then = dataset.freshness.then
    public = (name for name, state in workflow.states.items() if state.public and name != then)
    return tuple((name, then) for name in public)


def _steps(draft: Draft, dataset: Dataset, workflow: Workflow, at: At) -> Iterator[Finding]:
    for name, step in workflow.transitions.items():
        here = (*at, "transitions", name)
        yield from _condition(dataset, step.when or "", (*here, "when"))
        yield from _effects(draft, dataset, step.effects, (*here, "effects"))
    for name, timer in workflow.timers.items():
        here = (*at, "timers", name)
        yield from _effects(draft, dataset, timer.effects, (*here, "effects"))


def _condition(dataset: Dataset, when: str, at: At) -> Iterator[Finding]:
    if not when:
        return
    from lieucommun.kernel.services.conditions import ASKED, fault

    strange = [asked for asked in ASKED.findall(when) if asked not in dataset.fields]
    yield from (unknown(at, "LC062", asked, dataset.fields) for asked in strange)
    wrong = "" if strange else fault(when, dataset.fields)
    if wrong:
        yield Finding(at, "LC199", {"found": when, "detail": wrong})


def _effects(
    draft: Draft, dataset: Dataset, effects: tuple[Effect, ...], at: At
) -> Iterator[Finding]:
    people = (*draft.manifest.roles, *BUILT_IN_ROLES)
    for number, effect in enumerate(effects):
        here = (*at, number)
        said = [effect.mail, effect.assign, effect.document, effect.webhook]
        if sum(part is not None for part in said) != 1:
            yield Finding(here, "LC125")
        if effect.mail and not effect.to:
            yield Finding(here, "LC030", {"found": "to"})
        if effect.to and effect.to not in (*people, *dataset.fields):
            yield unknown((*here, "to"), "LC084", effect.to, (*people, *dataset.fields))
        if effect.assign and effect.assign not in dataset.fields:
            yield unknown((*here, "assign"), "LC062", effect.assign, dataset.fields)
        if effect.assign:
            needs = ("organisation",)
            yield from wrong_type(dataset, effect.assign, needs, (*here, "assign"))
