"""All the portraits of a level: who may, how far they are, the ZIP, and what goes wrong."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from lieucommun.blocks.observatory.territories.opening import Looking
from lieucommun.blocks.observatory.territories.portraying import keeping
from lieucommun.blocks.observatory.territories.portraying.batching import Batch, prepare
from lieucommun.blocks.observatory.territories.portraying.jobs import JOB, ask, job_of
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.registry import open_service
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.territories import find
from tests.blocks.observatory.territories.conftest import Store
from tests.blocks.observatory.territories.test_screens import HOME, get
from tests.jobs import run_jobs
from tests.screen import screen

pytestmark = pytest.mark.django_db
DEPARTEMENTS = f"{HOME}portraits/departement/"
NAMES = [
    "loire-atlantique-44.pdf",
    "maine-et-loire-49.pdf",
    "mayenne-53.pdf",
    "sarthe-72.pdf",
    "vendee-85.pdf",
]


@pytest.fixture
def nora(db: None, client: Client) -> Person:  # noqa: ARG001
    person = Person.objects.create_user("nora@example.org", None, name="Nora")
    client.force_login(person)
    return person


def opened(person: Person | None, **changes: Any) -> OpenPage:
    service = open_service("smart")
    page = next(each for each in service.manifest.pages if each.block == "observatory")
    viewer = viewer_for(person, "smart") if person else ANYONE
    return OpenPage(service, page.model_copy(update=changes), viewer, "fr")


def batch(person: Person, level: Any = "departement", within: str = "") -> Batch:
    return Batch(Looking(opened(person)), level, find(within) if within else None)


def names(client: Client, address: str = DEPARTEMENTS) -> list[str]:
    answer: Any = client.get(f"{address}?format=zip")
    assert answer["Content-Type"] == "application/zip"
    content = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert all(file.read(name).startswith(b"%PDF") for name in file.namelist())
        return file.namelist()


def test_all_portraits_of_a_level_are_printed_and_taken_as_a_zip(
    client: Client, store: Store, nora: Person
) -> None:
    store()
    page = get(client, DEPARTEMENTS, "en")
    assert page.heading == "Portraits: départements"
    assert "5 portraits" in page.text
    answer = client.post(DEPARTEMENTS)
    assert (answer.status_code, answer["Location"]) == (302, DEPARTEMENTS)
    assert client.get(f"{DEPARTEMENTS}?format=zip").status_code == 404
    assert "data-hx-get" in get(client, DEPARTEMENTS, "en").html
    (done,) = run_jobs()
    assert (done.name, done.by, done.done, done.whole) == (JOB, nora.pk, 5, 5)
    ready = get(client, DEPARTEMENTS, "en")
    assert ready.all("form", method="post") == []
    assert names(client) == NAMES
    zipped: Any = client.get(f"{DEPARTEMENTS}?format=zip")
    zipped.close()
    told = 'attachment; filename="smart-portraits-departement-en.zip"'
    assert zipped["Content-Disposition"] == told


def test_a_double_click_prints_once(client: Client, store: Store, nora: Person) -> None:
    store()
    client.post(DEPARTEMENTS)
    client.post(DEPARTEMENTS)
    assert Job.objects.filter(name=JOB).count() == 1
    Job.objects.filter(name=JOB).update(state=Job.State.RUNNING)
    client.post(DEPARTEMENTS)
    assert Job.objects.filter(name=JOB).count() == 1
    Job.objects.filter(name=JOB).update(state=Job.State.WAITING)
    run_jobs()
    client.post(DEPARTEMENTS)  # it is there
    assert Job.objects.filter(name=JOB).count() == 1
    assert ask(batch(nora), by=nora.pk) is None


def test_who_may_not_starts_nothing(client: Client, store: Store) -> None:
    store()
    answer = client.get(DEPARTEMENTS)
    assert answer.status_code == 302
    assert "/portraits/" in answer["Location"]
    assert "sign-in" in answer["Location"] or "login" in answer["Location"]
    client.post(DEPARTEMENTS)
    assert Job.objects.filter(name=JOB).count() == 0
    assert "portraits/departement" not in get(client, HOME).html
    with pytest.raises(PermissionError):
        ask(Batch(Looking(opened(None)), "departement"), by=0)


def test_a_page_that_names_no_role_lets_nobody(store: Store, nora: Person) -> None:
    store()
    with pytest.raises(PermissionError):
        ask(Batch(Looking(opened(nora, batch=())), "departement"), by=nora.pk)
    with pytest.raises(PermissionError):
        ask(Batch(Looking(opened(nora, batch=("agent",))), "departement"), by=nora.pk)
    with pytest.raises(PermissionError):
        ask(Batch(Looking(opened(None, batch=("anyone",))), "departement"), by=0)


def test_who_left_meanwhile_gets_nothing(client: Client, store: Store, nora: Person) -> None:
    store()
    client.post(DEPARTEMENTS)
    nora.is_active = False
    nora.save()
    (refused,) = run_jobs(failing=True)
    assert (refused.state, refused.failure) == (Job.State.FAILED, Job.Failure.REFUSED)
    assert list(keeping.home().glob("smart/*/*.zip")) == []


def test_a_batch_goes_on_from_what_was_printed(store: Store, nora: Person) -> None:
    store()

    def stopped(done: int, whole: int) -> None:
        told.append((done, whole))
        if done == 2:
            raise KeyboardInterrupt

    told: list[tuple[int, int]] = []
    first = batch(nora)
    with pytest.raises(KeyboardInterrupt):
        prepare(first, stopped)
    kept = {path: path.stat().st_mtime_ns for path in first.folder.glob("*.pdf")}
    assert len(kept) == 2
    assert not first.zip.exists()
    again: list[tuple[int, int]] = []
    prepare(batch(nora), lambda done, whole: again.append((done, whole)))
    assert (told, again) == ([(0, 5), (1, 5), (2, 5)], [(2, 5), (3, 5), (4, 5), (5, 5)])
    assert first.printed == 5
    assert not first.folder.exists()


def test_too_many_are_refused_and_narrowed_by_departement(
    client: Client, store: Store, nora: Person
) -> None:
    store(covers=())
    towns = f"{HOME}portraits/commune/"
    page = get(client, towns, "en")
    assert "Too many portraits at once" in page.text
    assert page.all("form", method="post") == []
    client.post(towns)
    assert Job.objects.filter(name=JOB).count() == 0
    with pytest.raises(ValueError, match="3"):
        ask(batch(nora, "commune"), by=nora.pk)
    assert page.links()["Mayenne"] == "?in=departement:53"
    within = get(client, f"{towns}?in=departement:53", "en")
    assert "240 portraits" in within.text


def test_new_figures_ask_for_a_new_batch(client: Client, store: Store, nora: Person) -> None:
    store()
    client.post(DEPARTEMENTS)
    run_jobs()
    assert job_of(batch(nora)) is not None
    TableLoad.objects.update(state=TableLoad.State.FORMER)
    store()
    page = get(client, DEPARTEMENTS)
    assert len(page.all("form", method="post")) == 1
    assert client.get(f"{DEPARTEMENTS}?format=zip").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["canton/", "country/", "commune/?in=nowhere:1", "commune/?in=commune:53130", "commune/?in=x"],
)
@pytest.mark.usefixtures("nora")
def test_what_has_no_portrait_is_not_found(client: Client, store: Store, address: str) -> None:
    store()
    assert client.get(f"{HOME}portraits/{address}").status_code == 404


@pytest.mark.usefixtures("nora")
def test_without_figures_there_is_nothing_to_print(client: Client) -> None:
    assert client.get(DEPARTEMENTS).status_code == 404


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.usefixtures("nora")
def test_the_screen_leads_there_in_every_language(
    client: Client, store: Store, language: str
) -> None:
    store()
    assert f'href="{DEPARTEMENTS}"' in get(client, HOME, language).html
    portrait = get(client, f"{HOME}territoires/departement/53/", language)
    assert f'href="{DEPARTEMENTS}"' in portrait.html
    screen(client.get(f"{DEPARTEMENTS}?lang={language}"))
