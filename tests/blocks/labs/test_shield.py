"""The form of a canvas under many posts: told, with what was entered, and open again later."""

from lieucommun.kernel.limits.shield import TRAP, WITH_WORK
from tests.blocks.trial import Trial
from tests.screen import screen

ADDRESS = "/s/epreuve/carnets/new/"


def test_too_many_are_told_and_keep_what_was_entered(trial: Trial) -> None:
    client = trial.client("agent")
    for _ in range(WITH_WORK):
        assert client.post(ADDRESS, {"titre": ""}).status_code == 422
    answer = client.post(ADDRESS, {"titre": "Ce que je gardais"})
    page = screen(answer, 429)
    assert int(answer["Retry-After"]) > 0
    assert "Ce que je gardais" in page.html
    assert answer["Retry-After"] in page.text


def test_field_that_people_do_not_see_is_told_when_filled(trial: Trial) -> None:
    client = trial.client("agent")
    page = screen(client.post(ADDRESS, {"titre": "Un carnet", TRAP: "x"}), 429)
    assert "Un carnet" in page.html
    assert client.post(ADDRESS, {"titre": "Un carnet"}).status_code == 302
