"""A case sent by a form goes on when its form and its workflow change in one version."""

import shutil
from pathlib import Path

from pytest_django import Settings

from lieucommun.kernel.datasets.models import Record, RecordVersion
from lieucommun.kernel.forms.actions import drafting, sending
from lieucommun.kernel.forms.filling import filled, sent_answers
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.queries import held
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.workflows.actions.moving import move
from lieucommun.kernel.workflows.models import OpenCase
from tests.forms.place import SERVICES, SLUG, hand, opened, person
from tests.kernel.workflows.test_timers import look

from .test_sending import _whole

WORKFLOW = """
    workflow:
      initial: recu
      states:
        recu: {title: Reçu}
        attente: {title: En attente}
        repare: {title: Réparé, final: true}
      transitions:
        attendre: {title: Attendre, from: recu, to: attente, by: agent, reason: required}
        reprendre: {title: Reprendre, from: attente, to: recu, by: agent}
        reparer: {title: Réparer, from: recu, to: repare, by: agent}
      timers:
        oubli: {in: attente, after: P30D, do: reprendre}
"""
ACCESS = "      agent: {read: all, update: all}\n"


def folder(root: Path) -> Path:
    """Write the trial service with a life for its requests."""
    shutil.copytree(SERVICES / SLUG, root / SLUG)
    manifest = root / SLUG / "service.yaml"
    text = manifest.read_text("utf-8")
    assert ACCESS in text
    manifest.write_text(text.replace(ACCESS, ACCESS + WORKFLOW.lstrip("\n"), 1), "utf-8")
    return root


def renewed(root: Path) -> Path:
    """Write its next version: a question and a state have other names, a question is gone."""
    folder(root)
    form = root / SLUG / "forms" / "demande.xml"
    text = form.read_text("utf-8").replace('version="1"', 'version="2"')
    form.write_text(text.replace("prenom", "petit_nom"), "utf-8")
    manifest = root / SLUG / "service.yaml"
    text = manifest.read_text("utf-8").replace("version: 0.1.0", "version: 0.2.0")
    text = text.replace("attente: {", "pause: {").replace("to: attente", "to: pause")
    text = text.replace("from: attente", "from: pause").replace("in: attente", "in: pause")
    migrations = "\nmigrations:\n  demandes: {states: {attente: pause}}\n"
    manifest.write_text(text + migrations, "utf-8")
    return root


def test_an_open_case_takes_its_new_form_and_its_new_life_and_loses_no_answer(
    db: None, tmp_path: Path, settings: Settings
) -> None:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    amel, bo = person("amel"), person("bo", "agent")
    with opened(folder(tmp_path / "old")) as service:
        filling = _whole(service, amel)
        first = sending.send(service, filling.held, filling.hand)
        record = Record.objects.get()
        agent = viewer_for(bo, SLUG)
        move(service, service.dataset("demandes"), record.uuid, "attendre", by=agent, reason="Vu")
        answers, data = first.answers, Record.objects.get().data
    with opened(renewed(tmp_path / "new")) as service:
        look()
        assert Record.objects.get().state == "pause"
        assert OpenCase.objects.get().case["state"] == "pause"
        assert Record.objects.get().data == data
        assert Submission.objects.get().answers == answers
        assert sent_answers(service, first).answers.value("/data/vous/nom") == "Amel B."
        draft = drafting.correct(service, first, hand(amel))
        now = filled(service, draft)
        assert now.left_out == [("/data/enfants/prenom", "Lina")]
        assert now.answers.value("/data/enfants[1]/ans") == "7"
        given = {"/data/vous/nom": "Amel Benali", "/data/enfants[1]/petit_nom": "Lina"}
        here = held(service, "demande", draft.uuid, hand(amel))
        drafting.answer(service, here, given, drafting.Given(texts=given), hand(amel))
        sending.send(service, held(service, "demande", draft.uuid, hand(amel)), hand(amel))
        agent = viewer_for(bo, SLUG)
        for step in ("reprendre", "reparer"):
            move(service, service.dataset("demandes"), record.uuid, step, by=agent)
        kept = Record.objects.get()
        assert (kept.state, kept.data) == ("repare", {**data, "nom": "Amel Benali"})
        told = RecordVersion.objects.filter(record=record.uuid).order_by("version")
        assert [each.data["nom"] for each in told][:2] == ["Amel B.", "Amel B."]
        assert next(each.state for each in told) == "recu"
