"""Blocks before someone who forges: nothing seen, nothing moved, nothing broken."""

from uuid import uuid4

import pytest

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.people.viewer import ANYONE

from .trial import SLUG, Trial

pytestmark = pytest.mark.django_db
HUGE = "9" * 5_000


def test_a_case_of_another_team_is_not_moved_by_a_forged_form(trial: Trial) -> None:
    """An agent reads, as anyone does, what the other team published, and may not withdraw it."""
    theirs = trial.add(code="a", nom="A", state="propose", organisation=trial.south, partage=True)
    client = trial.client("agent")
    assert client.get(f"/s/{SLUG}/file/a/").status_code == 200
    mine = trial.add(code="b", nom="B", state="propose", organisation=trial.north)
    assert client.post(f"/s/{SLUG}/file/b/do/publier/").status_code == 302
    for step in ("retirer", "inconnu", "publier"):
        for key in ("b", mine, theirs) if step != "publier" else ():
            assert client.post(f"/s/{SLUG}/file/{key}/do/{step}/").status_code == 403
    trial.add(code="c", nom="C", state="propose", organisation=trial.south)
    assert client.post(f"/s/{SLUG}/file/c/do/publier/").status_code == 404
    assert query(trial.dataset(), ANYONE).count() == 1


@pytest.mark.parametrize("version", ["", HUGE, "-1", "NaN", "²", "٣", "\0"])
def test_a_forged_version_is_no_failure(trial: Trial, version: str) -> None:
    trial.add(code="a", nom="A", state="propose", organisation=trial.north)
    answer = trial.client("agent").post(f"/s/{SLUG}/file/a/do/publier/", {"version": version})
    assert answer.status_code == 302
    notebook = trial.add(dataset="carnet", titre="T", organisation=trial.north)
    address = f"/s/{SLUG}/carnets/{notebook}/edit/"
    answer = trial.client("agent").post(address, {"version": version, "titre": "U"})
    assert answer.status_code in {302, 409}


def test_a_forged_token_neither_fails_nor_tells(trial: Trial) -> None:
    """The uuid of a notebook of another team starts a notebook like any other."""
    theirs = trial.add(dataset="carnet", titre="Zinzolin", organisation=trial.south)
    client = trial.client("agent")
    for token in (theirs, str(uuid4()), "", "x" * 5_000, "\0"):
        answer = client.post(f"/s/{SLUG}/carnets/new/", {"titre": "T", "token": token})
        assert answer.status_code == 302
        assert "Zinzolin" not in client.get(answer["Location"]).content.decode()
    kept = query(trial.dataset("carnet"), trial.viewer("coordination")).get(theirs)
    assert kept.value("titre") == "Zinzolin"


@pytest.mark.parametrize("kind", ["date", "nom", "position", "salles", "contour", "cout", "siren"])
def test_a_chart_by_any_field_is_drawn_or_left_out(
    trial: Trial, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lieucommun.blocks.observatory import queries, specs
    from lieucommun.kernel.services.texts import Text

    trial.add_whole()
    trial.add(code="vide", nom="Vide")
    spec = specs.ChartSpec(name="x", title=Text.of(fr="X"), by=kind)
    monkeypatch.setattr(queries, "chart_specs", lambda _service, _page: [spec])
    answer = trial.client("statistique").get(f"/s/{SLUG}/compte/")
    assert answer.status_code == 200
    assert "grand" not in answer.content.decode().casefold()


def test_a_key_of_odd_signs_is_refused_before_it_breaks_a_list(trial: Trial) -> None:
    from lieucommun.kernel.datasets.errors import InvalidRecord

    for key in ("a/b", "..", ".", "a?b", "a b", "feed/x", "é" * 300, "\u202ea"):
        try:
            trial.add(code=key, nom="X")
        except InvalidRecord:
            continue
    for path in ("lieux", "lieux/brut", "carte", "lieux/feed", "lieux?format=json"):
        assert trial.client().get(f"/s/{SLUG}/{path}", follow=True).status_code == 200


def test_a_withheld_record_and_none_at_all_are_told_apart_by_nothing(trial: Trial) -> None:
    trial.add(code="cache", nom="Caché", state="propose")
    client = trial.client()
    for page in ("lieux", "coulisses", "carte"):
        there = client.get(f"/s/{SLUG}/{page}/cache/")
        nowhere = client.get(f"/s/{SLUG}/{page}/xxxxx/")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert there.content.replace(b"cache", b"xxxxx") == nowhere.content
