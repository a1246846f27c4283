"""Workflows: every state can be reached and left, every step can be made by someone."""

import re
from collections.abc import Iterator

from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import BUILT_IN_ROLES, Dataset, Effect, Workflow

from .references import unknown
from .rights import wrong_type

ASKED = re.compile(r"\$\{([^}]*)\}")


def lives(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong in the workflow of each dataset."""
    for name, dataset in draft.manifest.datasets.items():
        at: At = ("datasets", name)
        if dataset.workflow is not None:
            yield from _states(dataset, dataset.workflow, (*at, "workflow"))
            yield from _steps(draft, dataset, dataset.workflow, (*at, "workflow"))
        elif dataset.freshness is not None:
            yield Finding((*at, "freshness"), "LC130", {"found": name}, key=True)


def _states(dataset: Dataset, workflow: Workflow, at: At) -> Iterator[Finding]:
    exits = _exits(dataset, workflow)
    reached = _reached(workflow.initial, exits)
    for name, state in workflow.states.items():
        here = (*at, "states", name)
        if workflow.initial in workflow.states and name not in reached:
            yield Finding(here, "LC101", {"found": name}, key=True)
        if state.final:
            for transition, step in workflow.transitions.items():
                if name in step.from_:
                    params = {"found": name, "transition": transition}
                    yield Finding((*here, "final"), "LC102", params, key=True)
                    break
        elif not exits.get(name):
            yield Finding(here, "LC100", {"found": name}, key=True)


def _exits(dataset: Dataset, workflow: Workflow) -> dict[str, set[str]]:
    """Return the states that follow each state, by a step or by a lack of confirmation."""
    exits: dict[str, set[str]] = {}
    for step in workflow.transitions.values():
        for state in step.from_:
            exits.setdefault(state, set()).add(step.to)
    if dataset.freshness is not None:
        for name, published in workflow.states.items():
            if published.public and name != dataset.freshness.then:
                exits.setdefault(name, set()).add(dataset.freshness.then)
    return exits


def _reached(start: str, exits: dict[str, set[str]]) -> set[str]:
    reached, waiting = set(), [start]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting.extend(exits.get(state, ()))
    return reached


def _steps(draft: Draft, dataset: Dataset, workflow: Workflow, at: At) -> Iterator[Finding]:
    timed = {timer.do for timer in workflow.timers.values()}
    for name, step in workflow.transitions.items():
        here = (*at, "transitions", name)
        if not step.by and name not in timed:
            yield Finding(here, "LC115", {"found": name}, key=True)
        for asked in ASKED.findall(step.when or ""):
            if asked not in dataset.fields:
                yield unknown((*here, "when"), "LC062", asked, dataset.fields)
        yield from _effects(draft, dataset, step.effects, (*here, "effects"))
    for name, timer in workflow.timers.items():
        here = (*at, "timers", name)
        if timer.do is None and not timer.effects:
            yield Finding(here, "LC126", {"found": name}, key=True)
        yield from _effects(draft, dataset, timer.effects, (*here, "effects"))


def _effects(
    draft: Draft, dataset: Dataset, effects: tuple[Effect, ...], at: At
) -> Iterator[Finding]:
    people = (*draft.manifest.roles, *BUILT_IN_ROLES)
    for number, effect in enumerate(effects):
        here = (*at, number)
        said = [effect.mail, effect.assign, effect.document]
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
