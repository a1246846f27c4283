"""Counts that never show a record, nor a group under five."""

import pytest

from tests.blocks.cases.test_cases import become, met
from tests.blocks.trial import Trial
from tests.screen import screen

pytestmark = pytest.mark.django_db

COUNTS = "/s/epreuve/compte/"


def bars(trial: Trial, who: str = "statistique") -> dict[str, str]:
    return screen(trial.client(who).get(COUNTS)).terms()


def test_groups_of_five_and_more_are_counted(trial: Trial) -> None:
    trial.add_many(5, genre="cafe")
    assert bars(trial)["Café"].startswith("5")


def test_groups_under_five_are_hidden(trial: Trial) -> None:
    for rank in range(4):
        trial.add(code=f"m{rank}", nom=f"Musée {rank}", genre="musee", state="propose")
    assert bars(trial) == {"Musée": "gardé secret"}
    page = screen(trial.client("statistique").get(COUNTS))
    assert page.all("progress") == []
    assert ">4<" not in page.html


def test_counts_cover_records_of_every_state_and_organisation(trial: Trial) -> None:
    states = ("propose", "publie", "retire", "propose", "publie")
    homes = (trial.north, trial.south, None, trial.south, trial.north)
    for rank, (state, home) in enumerate(zip(states, homes, strict=True)):
        trial.add(code=f"c{rank}", nom=f"Café {rank}", genre="cafe", state=state, organisation=home)
    assert bars(trial)["Café"].startswith("5")


def test_sensitive_field_is_never_a_chart_for_those_who_only_count(trial: Trial) -> None:
    for rank in range(6):
        trial.add(code=f"c{rank}", nom=f"Café {rank}", secret="zinzolin")  # noqa: S106
    page = screen(trial.client("statistique").get(COUNTS))
    assert "zinzolin" not in page.html


def test_record_without_a_value_is_counted_as_such(trial: Trial) -> None:
    trial.add_many(6)
    found = bars(trial)
    assert list(found) == ["Non précisé"]
    assert found["Non précisé"].startswith("6")


def test_whoever_only_counts_never_gets_a_record(trial: Trial) -> None:
    trial.add_whole(state="propose")
    client = trial.client("statistique")
    for address in ("lieux/", "lieux/?format=json", "lieux/?format=csv", "lieux/feed/", COUNTS):
        text = client.get(f"/s/epreuve/{address.removeprefix('/s/epreuve/')}").getvalue().decode()
        assert "Grand Café" not in text
    assert client.get("/s/epreuve/lieux/grand-cafe/").status_code == 404


@pytest.mark.parametrize("who", ["anyone", "agent", "lecteur", "sans-role"])
def test_counts_are_for_their_roles(trial: Trial, who: str) -> None:
    assert trial.client(who).get(COUNTS).status_code == (302 if who == "anyone" else 403)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_charts_are_valid(trial: Trial, language: str) -> None:
    trial.add_many(7, genre="cafe")
    trial.add_many(3)
    for who in ("statistique", "coordination"):
        screen(trial.client(who).get(f"{COUNTS}?lang={language}"))


def test_nothing_to_count_yet(trial: Trial) -> None:
    page = screen(trial.client("statistique").get(COUNTS))
    assert page.terms() == {}


def test_observatory_of_outreach_names_nobody_and_counts_no_few() -> None:
    for who in ("paul", "nadia"):
        page = screen(become(who).get("/s/maraudes/observatoire/"))
        assert not {"1", "2", "3", "4"} & {told.strip() for told in page.terms().values()}
        for name in ("Marin", "Louis", "Capitaine", "quai"):
            assert name not in page.html
    assert "gardé secret" not in become("paul").get("/s/maraudes/observatoire/").content.decode()
    screen(become("paul").get("/s/maraudes/personnes/"), 403)
    screen(become("paul").get(met("Le Marin")), 403)


def test_observatory_of_territories_names_what_will_come(trial: Trial) -> None:
    page = screen(trial.client().get("/s/smart/"))
    assert page.heading
