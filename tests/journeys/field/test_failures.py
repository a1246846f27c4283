"""The service answers wrongly, or not at all: nothing typed is lost, it is said, then received."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .device import PHONE, Device, photo, until
from .ground import Ground
from .relay import PORTAL, Answer, Relay
from .test_day import Holder, fill_the_disk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Phone = Callable[..., Device]
SUBMISSION = "/_openrosa/submission"
#: How many hold the lock of those who write.
HELD = "navigator.locks.query().then(q => q.held.filter(({name}) => /writing/.test(name)).length)"
TWICE = """hash => {
  history.replaceState(null, '', hash);
  for (let each = 0; each < 2; each += 1) dispatchEvent(new HashChangeEvent('hashchange'));
}"""
REFUSED = {"413": Answer(413), "400": Answer(400), "403": Answer(403)}
UNANSWERED = {"500": Answer(500), "portal": PORTAL, "silence": None, "empty 200": Answer(200)}


@pytest.fixture
def device(phone: Phone, ground: Ground, relay: Relay) -> Device:
    made = phone(relay.app)
    made.enter(ground.key("port"))
    return made


def received(ground: Ground, name: str) -> list[str]:
    """Return how the place keeps what was said of someone."""
    told = f"%<nouveau>{name}</nouveau>%"
    rows = ground.rows(
        "select standing from submissions_submission where answers like ? order by id", told
    )
    return [standing for (standing,) in rows]


def row(device: Device, heading: str, name: str) -> str:
    """Return what a part of the list of sendings says of someone."""
    device.go("outbox")
    part = device.page.locator("section").filter(has=device.page.get_by_text(heading, exact=True))
    line = part.locator("li", has_text=name).first
    line.wait_for()
    return line.inner_text()


@pytest.mark.parametrize("name", list(UNANSWERED))
def test_what_the_place_does_not_acknowledge_waits_then_goes(
    name: str, device: Device, relay: Relay, ground: Ground
) -> None:
    who = f"Attend {name}"
    relay.instead[SUBMISSION] = UNANSWERED[name]
    device.encounter(who, photo=photo(1))
    until(lambda: device.store("outbox")[0]["tries"] > 0, "tried")
    until(lambda: device.states() == ["finished"], "waiting again")
    assert device.pill in {"1 à envoyer", "Hors réseau · 1"}
    assert re.search(r"Essais\W+\d", row(device, "À envoyer", who))
    assert len(device.files()) == 1
    assert received(ground, who) == []
    device.page.reload()
    until(lambda: device.states() == ["finished"], "kept, once opened again")
    relay.forget()
    device.send()
    device.all_sent()
    assert received(ground, who) == ["applied"]
    assert device.files() == set()
    assert "Reçu" in row(device, "Reçus par le service", who)


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_the_place_refuses_is_kept_shown_and_sent_again(
    name: str, device: Device, relay: Relay, ground: Ground
) -> None:
    who = f"Refus {name}"
    relay.instead[SUBMISSION] = REFUSED[name]
    device.encounter(who, photo=photo(2))
    until(lambda: device.pill == "1 à regarder", "to look at")
    assert "Refusé pour essai." in row(device, "À regarder", who)
    device.home()
    device.encounter(f"Suite {name}")  # what follows is not held up
    until(lambda: device.states() == ["refused", "refused"], "both to look at")
    relay.forget()
    for left in (1, 0):
        device.go("outbox")
        device.page.get_by_role("button", name=re.compile("^Renvoyer")).first.click()
        until(lambda left=left: device.states().count("refused") == left, "sent again")  # type: ignore[misc]
    device.all_sent()
    assert received(ground, who) == received(ground, f"Suite {name}") == ["applied"]


def test_answers_that_contradict_others_are_kept_and_shown(
    device: Device, relay: Relay, ground: Ground
) -> None:
    relay.before = lambda body: body.replace(b"<nouveau>Conflit", b"<nouveau>Gardien")
    device.encounter("Conflit")
    until(lambda: device.pill == "1 à regarder", "to look at")
    assert "déjà d’autres réponses" in row(device, "À regarder", "Conflit")
    assert received(ground, "Gardien") == ["applied"]
    assert received(ground, "Conflit") == ["conflict"]
    assert "Conflit" in device.store("outbox")[0]["xml"]
    relay.forget()
    device.page.get_by_role("button", name=re.compile("^Renvoyer")).click()
    until(lambda: len(relay.posts) == 1, "sent again")
    until(lambda: device.states() == ["refused"], "still to look at")
    assert received(ground, "Conflit") == ["conflict"]


def test_a_key_taken_back_loses_nothing_and_another_sends_it(
    phone: Phone, relay: Relay, ground: Ground
) -> None:
    key = ground.key("port")
    device = phone(relay.app)
    device.enter(key)
    device.begin("Brouillon")
    device.button("Finir plus tard").click()
    ground.revoke(key)
    device.encounter("Clé retirée", photo=photo(3))
    until(lambda: device.pill == "Clé retirée", "taken back")
    device.home()
    device.send() if device.pill != "Clé retirée" else None
    until(lambda: device.pill == "Clé retirée", "taken back, once opened again")
    told = device.page.locator(".notice-error", has_text="La clé de cet appareil a été retirée")
    told.wait_for()
    assert device.states() == ["finished"]
    assert len(device.store("drafts")) == len(device.files()) == 1
    assert received(ground, "Clé retirée") == []
    device.page.goto("about:blank")
    device.page.goto(f"{device.app}#key={ground.key('port')}")
    device.page.locator(".drafts").get_by_role("link", name="Rencontre · Brouillon").wait_for()
    device.all_sent()
    assert received(ground, "Clé retirée") == ["applied"]
    assert device.states() == ["received"]


def test_two_tabs_have_one_sender(device: Device, relay: Relay, ground: Ground) -> None:
    device.context.set_offline(True)
    for number in range(4):
        device.encounter(f"Onglets {number}")
    other = device.tab()
    other.goto(device.app)
    other.locator(".latest a").first.wait_for()
    relay.gate.clear()
    device.context.set_offline(False)
    until(lambda: relay.posts, "a first sending")
    other.wait_for_timeout(500)
    assert len(relay.posts) == 1
    relay.gate.set()
    device.all_sent()
    until(lambda: other.locator(".pill").inner_text().strip() == "À jour", "said in both")
    assert relay.most_together == 1
    assert len(relay.posts) == len(set(relay.posts)) == 4
    assert [received(ground, f"Onglets {number}") for number in range(4)] == [["applied"]] * 4
    until(lambda: "Onglets 3" in other.locator(".latest").inner_text(), "shown in the other tab")


def test_a_form_drawn_twice_at_once_is_let_go_of_once_saved(device: Device) -> None:
    """Who writes keeps new versions out; who has saved does not, whatever drew the screen."""
    device.link("Rencontre").click()
    field = device.page.get_by_label(re.compile("^Surnom"))
    field.wait_for()
    assert device.page.evaluate(HELD) == 1
    written = device.page.evaluate("location.hash")
    device.home()
    device.page.evaluate(TWICE, written)
    field.fill("Deux fois")
    assert device.page.evaluate(HELD) == 1
    device.save()
    assert device.page.evaluate(HELD) == 0


def test_a_tab_killed_while_it_sends_is_received_once(
    device: Device, relay: Relay, ground: Ground
) -> None:
    relay.gate.clear()
    device.encounter("Onglet tué", photo=photo(4))
    until(lambda: relay.posts, "a sending")
    device.page.close()
    relay.gate.set()
    until(lambda: received(ground, "Onglet tué"), "received by the place")
    device.page = device.tab()
    device.home()
    device.all_sent()
    assert len(relay.posts) == 2
    assert received(ground, "Onglet tué") == ["applied"]
    assert device.states() == ["received"]
    assert ground.rows("select count(*) from submissions_submissionfile where refusal != ''") == [
        (0,)
    ]


def test_the_answer_that_is_lost_is_asked_again(
    device: Device, relay: Relay, ground: Ground
) -> None:
    """The place has it, and the network fails before the device hears so."""
    relay.deaf = True
    device.encounter("Réponse perdue")
    until(lambda: received(ground, "Réponse perdue"), "received by the place")
    until(lambda: device.states() == ["finished"], "not acknowledged")
    relay.forget()
    device.send()
    device.all_sent()
    assert received(ground, "Réponse perdue") == ["applied"]


def test_a_device_without_any_room_sends_and_so_makes_some(
    browser: "Browser", tmp_path: Path, relay: Relay, ground: Ground
) -> None:
    holder = Holder(browser, tmp_path / "profile", relay.app)
    device = holder.open(offline=False)
    device.enter(ground.key("port"))
    device.context.set_offline(True)
    for number in range(3):
        device.encounter(f"Plein {number}", photo=photo(number))
    device.context.close()
    device = holder.open(offline=True)
    make_room = fill_the_disk(device, room=1)
    device.home()
    device.context.set_offline(False)
    until(lambda: not device.files(), "sent, and room made")
    make_room()
    device.send()
    device.all_sent()
    assert [received(ground, f"Plein {number}") for number in range(3)] == [["applied"]] * 3
    assert device.complaints == []
    device.context.close()


def test_an_app_opened_where_there_is_no_network_keeps_the_key(
    phone: Phone, relay: Relay, ground: Ground
) -> None:
    """A key brought by a link that the network did not let through is tried again by itself."""
    device = phone(relay.app, **PHONE)
    relay.instead["/_openrosa/"] = PORTAL
    device.page.goto(f"{relay.app}#key={ground.key('port')}")
    device.page.get_by_text("Le service n’est pas joignable.").wait_for()
    relay.forget()
    device.page.get_by_label("Clé de cet appareil").wait_for()
    device.page.reload()
    device.page.locator(".thumb a").first.wait_for()
    assert "#key=" not in device.page.url
