"""The workflow of a manifest as a machine that the engine checks, runs and draws."""

from collections.abc import Iterator, Mapping

from lieucommun.engines import workflow as engine

from .manifest import Dataset, Effect, Timer, Workflow


def machine(workflow: Workflow, guards: Mapping[str, engine.Guard] | None = None) -> engine.Machine:
    """Return the machine of a workflow. `guards` by transition; without them, all are met."""
    given = guards or {}
    return engine.Machine(
        workflow.initial,
        tuple(engine.State(name, final=state.final) for name, state in workflow.states.items()),
        tuple(
            engine.Transition(
                name, step.from_, step.to, step.by, given.get(name), tuple(_effects(step.effects))
            )
            for name, step in workflow.transitions.items()
        ),
        tuple(_timer(name, timer) for name, timer in workflow.timers.items()),
        tuple(
            engine.Opinion(
                name,
                opinion.by,
                opinion.wait,
                engine.Span.read(opinion.within) if opinion.within else None,
                opinion.before,
            )
            for name, opinion in workflow.opinions.items()
        ),
    )


def drawing(dataset: Dataset, language: str) -> str:
    """Return the workflow of a dataset as a Mermaid state diagram, "" when it has none."""
    workflow = dataset.workflow
    if workflow is None:
        return ""
    states = {f"state.{name}": each.title.get(language) for name, each in workflow.states.items()}
    steps = {
        f"transition.{name}": each.title.get(language)
        for name, each in workflow.transitions.items()
    }
    return engine.mermaid(machine(workflow), {**states, **steps})


def _timer(name: str, timer: Timer) -> engine.Timer:
    working = timer.days == "working"
    return engine.Timer(
        name,
        timer.in_,
        engine.Span.read(timer.after, working=working),
        timer.do,
        tuple(_effects(timer.effects)),
        engine.Span.read(timer.every, working=working) if timer.every else None,
        timer.times,
    )


def _effects(written: tuple[Effect, ...]) -> Iterator[engine.Effect]:
    for effect in written:
        if effect.mail:
            yield engine.Effect("mail", effect.mail, effect.to or "")
        if effect.document:
            yield engine.Effect("document", effect.document)
        if effect.assign:
            yield engine.Effect("assign", effect.assign)
        if effect.webhook:
            yield engine.Effect("webhook", effect.webhook)
