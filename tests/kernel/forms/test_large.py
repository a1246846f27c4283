"""A form of 300 questions with 200 rows: answered, saved, resumed and sent in reasonable time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from lieucommun.engines.xforms import rows
from lieucommun.kernel.forms.actions import sending
from lieucommun.kernel.forms.actions.keeping import keep, writing
from lieucommun.kernel.forms.actions.rows import add_row, shift_row
from lieucommun.kernel.forms.compiling import _kept
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.steps import main_steps
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import forget
from tests.ending import ending
from tests.forms.journey import Journey
from tests.forms.place import Filling, opened

SERVICE = """
service: demarche
version: 0.1.0
title: Grand formulaire
privacy: none
forms: {demande: {title: Grand, file: forms/grand.xml}}
pages:
  - {path: '', block: pages, title: Accueil, file: pages/accueil.md}
  - {path: demande, block: forms, title: Grand, form: demande}
"""
QUESTIONS, ROWS, INSIDE = 296, 200, 4


def _grand() -> str:
    fields = "".join(f"<q{n}/>" for n in range(QUESTIONS))
    inside = "".join(f"<r{n}/>" for n in range(INSIDE))
    binds = "".join(
        f'<bind nodeset="/data/q{n}" type="int" required="true()" constraint=". &gt;= 0"'
        f' relevant="{f"/data/q{n - 1} != 13" if n % 5 == 4 else "true()"}"/>'
        for n in range(QUESTIONS)
    )
    binds += "".join(
        f'<bind nodeset="/data/row/r{n}" type="string" required="true()"/>' for n in range(INSIDE)
    )
    asked = "".join(
        f'<input ref="/data/q{n}"><label>Question {n}</label></input>' for n in range(QUESTIONS)
    )
    within = "".join(
        f'<input ref="/data/row/r{n}"><label>Part {n}</label></input>' for n in range(INSIDE)
    )
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Grand</h:title><model><instance>'
        f'<data id="grand">{fields}<total/><row jr:template="">{inside}</row>'
        "<meta><instanceID/></meta></data></instance>"
        f'{binds}<bind nodeset="/data/total" calculate="count(/data/row[r0 != \'\'])"/>'
        '<bind nodeset="/data/meta/instanceID" jr:preload="uid"/></model></h:head>'
        f'<h:body>{asked}<group ref="/data/row"><label>Rows</label><repeat nodeset="/data/row">'
        f"{within}</repeat></group></h:body></h:html>"
    )


def written(services: Path) -> Path:
    """Write the service of the large form in a folder of services, and return that folder."""
    folder = services / "demarche"
    for name, text in (
        ("service.yaml", SERVICE),
        ("forms/grand.xml", _grand()),
        ("pages/accueil.md", "# Accueil\n"),
        ("pages/accueil.fr-x-falc.md", "# Accueil\n"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return services


@pytest.fixture
def grand(db: None, tmp_path: Path) -> Iterator[LoadedService]:
    del db
    with opened(written(tmp_path)) as found:
        yield found


def test_three_hundred_questions_and_two_hundred_rows(grand: LoadedService) -> None:
    filling = Filling(grand)
    with writing(grand, filling.held, filling.hand) as (draft, now):  # most of them at once
        for _ in range(ROWS - 5):
            now.answers.add_repeat("/data/row")
        keep(grand, draft, now, "draft.row-added", hand=filling.hand)
    for _ in range(5):
        add_row(grand, filling.held, "/data/row", filling.hand)
    filling.give(
        {
            f"/data/row[{number}]/r{part}": f"v{number - 1}-{part}"
            for number in range(1, ROWS + 1)
            for part in range(INSIDE)
        }
    )
    for number in range(0, QUESTIONS, 20):
        filling.give({f"/data/q{number}": str(number)})
    filling.give({f"/data/q{n}": str(n) for n in range(QUESTIONS) if n != 13})
    filling.give({"/data/q13": "13"})
    shift_row(grand, filling.held, "/data/row[200]", -199, filling.hand)

    forget()  # what a process kept: the server was started again
    _kept.cache_clear()
    answers = filling.answers
    assert len(rows(answers, "/data/row")) == ROWS
    assert (answers.value("/data/total"), answers.value("/data/row[1]/r0")) == ("200", "v199-0")
    assert len(main_steps(answers)) == QUESTIONS  # one question is not asked; the rows are one

    journey = Journey(_client(filling))
    start = f"{journey.home}{filling.draft.uuid}/"
    with ending():
        for page in ("q/q150/", "rows/row/", "q/row:150/r2/", "check/"):
            journey.open(f"{start}{page}")
    assert "v149-2" in journey.screen.html
    sending.send(grand, filling.held, filling.hand)
    assert Submission.objects.get().answers.count("<row>") == ROWS


def _client(filling: Filling) -> Client:
    client = Client()
    session = client.session
    session["forms"] = dict(filling.hand.session)
    session.save()
    return client
