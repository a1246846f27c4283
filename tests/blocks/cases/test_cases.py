"""A queue of cases on the kernel: maraudes as each of its persons sees it."""

import pytest
from django.test import Client

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.people.models import Person
from tests.blocks.trial import Trial
from tests.screen import Screen, screen, words

pytestmark = pytest.mark.django_db

QUEUE = "/s/maraudes/personnes/"
#: People who agreed to sharing, and the others.
SHARED = {
    "Le Marin · 1971",
    "Petit Louis · 1999",
    "Tante Rose · 1964",
    "Mésange · 2003",
    "Casquette bleue · 1987",
    "Flûtiste · 1992",
    "Le Jardinier · 1955",
    "Radio · 1968",
}
ALONE = {
    "Dame aux livres · 1958",
    "Capitaine",
    "Monsieur K.",
    "Le Facteur · 1979",
    "Les deux cousins",
    "Madame Lilas · 1949",
}


def named(page: Screen) -> list[str]:
    """Return the names of the cases of a queue: the heads of its rows."""
    return [words(head) for head in page.all("th", scope="row")]


def become(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=f"{name}@example.org", demo=True))
    return client


def met(name: str) -> str:
    return f"{QUEUE}{Record.objects.get(data__surnom=name).uuid}/"


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("amel", SHARED | {"Dame aux livres · 1958", "Monsieur K."}),
        ("karim", SHARED | {"Le Facteur · 1979"}),
        ("solene", SHARED | {"Les deux cousins"}),
        ("nadia", SHARED | ALONE),
    ],
)
def test_queue_holds_what_each_may_read(who: str, names: set[str]) -> None:
    page = screen(become(who).get(QUEUE))
    assert set(named(page)) == names
    assert page.heading == "Personnes"


@pytest.mark.parametrize("who", ["joseph", "paul"])
def test_others_have_no_queue(who: str) -> None:
    screen(become(who).get(QUEUE), 403)
    screen(become(who).get(met("Le Marin")), 403)


def test_queue_by_state_and_by_words() -> None:
    client = become("nadia")
    referred = screen(client.get(f"{QUEUE}?state=oriente"))
    assert set(named(referred)) == {"Petit Louis · 1999"}
    found = screen(client.get(f"{QUEUE}?q=marin"))
    assert set(named(found)) == {"Le Marin · 1971"}
    nothing = screen(client.get(f"{QUEUE}?q=zzz"))
    assert nothing.rows() == []
    for query in ("state=nothing", "state=%00", "cursor=xx", "q=%00", "q=" + "a" * 999):
        screen(client.get(f"{QUEUE}?{query}"))


def test_words_and_state_are_kept_together() -> None:
    page = screen(become("nadia").get(f"{QUEUE}?q=marin&state=suivi"))
    (navigation,) = [nav for nav in page.all("nav") if nav.get("aria-label") == "Par état"]
    links = {words(link): link.get("href") for link in navigation.iter("a")}
    assert links == {"Tous 1": "?q=marin", "Suivi en cours 1": "?q=marin&state=suivi"}
    assert set(named(page)) == {"Le Marin · 1971"}


def test_case_tells_answers_and_history() -> None:
    page = screen(become("amel").get(met("Le Marin")))
    assert page.heading == "Le Marin · 1971"
    note = "Dort près du quai depuis une semaine. Demande à voir l’infirmière."
    assert page.terms()["Note"] == note
    assert "Amel Créé" in page.texts("ol", class_="timeline")[0]


def test_case_of_another_team_hides_its_note_and_blurs_its_place() -> None:
    page = screen(become("karim").get(met("Le Marin")))
    assert "Note" not in page.terms()
    assert "infirmière" not in page.html
    assert "43.1204" not in page.html
    assert page.terms()["Position"].startswith("43.1")


def test_case_not_shared_does_not_exist_for_another_team() -> None:
    screen(become("karim").get(met("Dame aux livres")), 404)
    screen(become("karim").get(f"{QUEUE}nothing/"), 404)


def steps_of(page: Screen) -> list[str]:
    """Return the addresses of the steps that a case offers at once."""
    forms = [form.get("action", "") for form in page.all("form")]
    return [address for address in forms if "/do/" in address]


def test_a_step_that_asks_why_leads_to_its_page() -> None:
    page = screen(become("nadia").get(met("Le Marin")))
    assert steps_of(page) == []
    assert page.links()["Clore le suivi"] == f"{met('Le Marin')}do/clore/"
    assert page.links()["Orienter"] == f"{met('Le Marin')}do/orienter/"


# -- steps, on the trial service


def test_step_moves_a_case_once(trial: Trial) -> None:
    uuid = trial.add(code="a", nom="Lac", state="propose", organisation=trial.north)
    client = trial.client("agent")
    sheet = "/s/epreuve/file/a/"
    page = screen(client.get(sheet))
    assert steps_of(page) == [f"{sheet}do/publier/"]
    version = page.all("input", name="version")[0].get("value")
    assert client.post(f"{sheet}do/publier/", {"version": version})["Location"] == sheet
    after = screen(client.get(sheet))
    assert "Publié" in after.text
    assert steps_of(after) == []
    again = client.post(f"{sheet}do/publier/", {"version": version}, follow=True)
    assert "entre-temps" in screen(again).text
    assert Record.objects.get(uuid=uuid).version == 2


@pytest.mark.parametrize(("rang", "offered"), [(None, False), (3, False), (4, True)])
def test_step_with_a_condition_is_offered_once_it_is_met(
    trial: Trial, rang: int | None, *, offered: bool
) -> None:
    more = {} if rang is None else {"rang": rang}
    trial.add(code="a", nom="Lac", state="publie", organisation=trial.north, **more)
    client = trial.client("coordination")
    asked = steps_of(screen(client.get("/s/epreuve/file/a/")))
    step = "/s/epreuve/file/a/do/suspendre/"
    assert (step in asked) is offered
    assert client.post(step, {"version": "1"}).status_code == (302 if offered else 403)
    assert Record.objects.get(key="a").state == ("propose" if offered else "publie")


def test_step_on_a_case_changed_meanwhile_says_so(trial: Trial) -> None:
    from lieucommun.kernel.datasets.actions import SYSTEM, update_record

    uuid = trial.add(code="a", nom="Lac", state="propose", organisation=trial.north)
    update_record(trial.dataset(), uuid, {"rang": 2}, by=SYSTEM)
    client = trial.client("agent")
    answer = client.post("/s/epreuve/file/a/do/publier/", {"version": "1"})
    assert answer.status_code == 302
    assert "entre-temps" in screen(client.get(answer["Location"])).text
    assert Record.objects.get(uuid=uuid).state == "propose"


@pytest.mark.parametrize(
    ("who", "step", "status"),
    [
        ("agent", "retirer", 403),
        ("agent", "nothing", 403),
        ("agent-sud", "publier", 404),
        ("lecteur", "publier", 403),
        ("coordination", "retirer", 302),
    ],
)
def test_step_is_for_those_whom_the_manifest_names(
    trial: Trial, who: str, step: str, status: int
) -> None:
    trial.add(code="a", nom="Lac", state="propose", organisation=trial.north)
    answer = trial.client(who).post(f"/s/epreuve/file/a/do/{step}/", {"version": "1"})
    assert answer.status_code == status


def test_step_is_a_post_from_this_place(trial: Trial) -> None:
    trial.add(code="a", nom="Lac", state="propose", organisation=trial.north)
    address = "/s/epreuve/file/a/do/publier/"
    assert trial.client("agent").put(address).status_code == 405
    hostile = Client(enforce_csrf_checks=True)
    hostile.force_login(trial.people["agent"])
    assert hostile.post(address, {"version": "1"}).status_code == 403
    assert Record.objects.get(key="a", dataset="lieux").state == "propose"


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "²"])
def test_odd_version_is_no_fault(trial: Trial, version: str) -> None:
    trial.add(code="a", nom="Lac", state="propose", organisation=trial.north)
    answer = trial.client("agent").post("/s/epreuve/file/a/do/publier/", {"version": version})
    assert answer.status_code == 302


def test_case_with_every_type_is_valid(trial: Trial) -> None:
    trial.add_whole()
    for language in ("fr", "en", "ar"):
        screen(trial.client("coordination").get(f"/s/epreuve/file/?lang={language}"))
        screen(trial.client("coordination").get(f"/s/epreuve/file/grand-cafe/?lang={language}"))


def test_queue_turns_pages(trial: Trial) -> None:
    trial.add_many(120)
    client, address, seen = trial.client("coordination"), "/s/epreuve/file/?q=lieu", []
    while address:
        page = screen(client.get(address))
        seen += named(page)
        following = [link.get("href", "") for link in page.all("a", rel="next")]
        address = f"/s/epreuve/file/{following[0]}" if following else ""
    assert len(seen) == len(set(seen)) == 120


def test_empty_queue_says_so(trial: Trial) -> None:
    page = screen(trial.client("agent").get("/s/epreuve/file/"))
    assert page.rows() == []
    assert "Les dossiers" in page.text
