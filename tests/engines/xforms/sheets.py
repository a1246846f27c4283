"""XForms made of a few lines, for tests."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from lieucommun.engines.xforms import Answers, Form, compile_form

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 12, tzinfo=PARIS)
HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"'
    ' xmlns:entities="http://www.opendatakit.org/xforms/entities">'
)


def xform(instance: str, model: str = "", body: str = "", version: str = "") -> bytes:
    """Return an XForm: what is in <data>, what follows it in the model, and the body."""
    entities = f' entities:entities-version="{version}"' if version else ""
    return (
        f"{HEAD}<h:head><h:title>Form</h:title><model{entities}><instance>"
        f'<data id="form" version="1">{instance}</data></instance>{model}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    ).encode()


def form(
    instance: str,
    model: str = "",
    body: str = "",
    attachments: Mapping[str, bytes] | None = None,
) -> Form:
    return compile_form(xform(instance, model, body), attachments)


def start(made: Form, seed: int = 1, **properties: str) -> Answers:
    return made.start(now=NOW, zone=PARIS, rng=Random(seed), properties=properties)  # noqa: S311


def begun(instance: str, model: str = "", body: str = "") -> Answers:
    return start(form(instance, model, body))


def inner(answers: Answers) -> str:
    """Return what is in <data> of the instance to submit."""
    text = answers.to_xml().decode()
    return text.partition("<data")[2].partition(">")[2].removesuffix("</data>")


LIST = '<instance id="{0}"><root>{1}</root></instance>'


def listed(name: str, *rows: dict[str, str]) -> str:
    """Return an inner list."""
    items = "".join(
        "<item>" + "".join(f"<{key}>{value}</{key}>" for key, value in row.items()) + "</item>"
        for row in rows
    )
    return LIST.format(name, items)
