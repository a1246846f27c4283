"""What happens once, when a form is opened for the first time."""

from collections.abc import Mapping
from uuid import UUID

from lieucommun.engines.xforms.expressions import dates

from .controls import Action
from .live import Live

FIRST = {"odk-instance-first-load", "xforms-ready"}


def begin(live: Live, properties: Mapping[str, str]) -> None:
    """Do preloads and first events, and compute everything; `properties` are those of preloads."""
    live.fresh()
    for place in live.form.places.values():
        if place.preload is not None and place.preload != ("timestamp", "end"):
            for element in live.elements(place.context):
                live.write(element, place, _preloaded(live, place.preload, properties))
    actions = [each for each in live.form.actions if each.events & FIRST]
    if actions:
        _opened(live, actions)
    live.mark_all()
    live.settle()


def _preloaded(live: Live, preload: tuple[str, str], properties: Mapping[str, str]) -> str:
    kind, parameter = preload
    env = live.env
    if kind == "uid":
        if env.random is None:
            return ""
        return f"uuid:{UUID(int=env.random.getrandbits(128), version=4)}"
    if kind == "timestamp":
        return dates.write_moment(env.now)
    if kind == "date":
        return env.now.date().isoformat() if parameter == "today" else ""
    return properties.get(parameter, "") if kind == "property" else ""


def _opened(live: Live, actions: list[Action]) -> None:
    """Set what the form sets when it is opened: it reads what is computed, as of then.

    What is computed begins anew after that, so that once() keeps nothing of before.
    """
    computed = [
        (element, place, live.read(element, place))
        for place in live.form.places.values()
        if "calculate" in place.rules
        for element in live.elements(place.context)
    ]
    live.mark_all()
    live.settle(whole=False)
    for action in actions:
        for element in live.elements(live.form.places[action.target].context):
            live.act(action, element)
    for element, place, text in computed:
        live.write(element, place, text)
