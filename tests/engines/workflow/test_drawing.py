"""Drawings that Mermaid reads, whatever titles hold."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.workflow import Machine, Span, State, Timer, Transition, mermaid
from lieucommun.engines.workflow.drawing import escaped

MACHINE = Machine(
    "filed",
    (State("filed"), State("sent"), State("admitted", final=True)),
    (
        Transition("send", ("filed",), "sent", ("desk",)),
        Transition("admit", ("filed", "sent"), "admitted", ("desk",)),
    ),
    (
        Timer("remind", ("filed",), Span(days=10)),
        Timer("silence", ("sent",), Span(months=14, minutes=90), "admit"),
    ),
)


def test_a_drawing() -> None:
    titles = {"state.sent": 'Transmis à "l’organisme"', "transition.send": "Transmettre; vite"}
    assert mermaid(MACHINE, titles) == (
        "stateDiagram-v2\n"
        '    state "filed" as s1\n'
        '    state "Transmis à #34;l’organisme#34;" as s2\n'
        '    state "admitted" as s3\n'
        "    [*] --> s1\n"
        "    s1 --> s2 : Transmettre#59; vite\n"
        "    s1 --> s3 : admit\n"
        "    s2 --> s3 : admit\n"
        "    note right of s1 : remind #40;P10D#41;\n"
        "    s2 --> s3 : silence #40;P1Y2MT1H30M#41;\n"
        "    s3 --> [*]\n"
    )


@given(st.text())
def test_nothing_leaves_its_label(text: str) -> None:
    said = escaped(text)
    assert "\n" not in said
    plain = re.sub(r"#\d+;", "", said)
    assert not set('"#;:%<>{}[]()&|`\\') & set(plain)
    back = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), said)
    assert back == (" ".join(text.split()) or "–")
    assert len(mermaid(MACHINE, {"state.sent": text}).splitlines()) == 11
