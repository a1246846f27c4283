"""A whole day without a network: forty encounters, a draft, no room, a new version, then home."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.conftest import CHROMIUM_ARGUMENTS
from tests.requirements import CHROMIUM, require

from .device import PHONE, Device, photo, until
from .ground import Ground
from .relay import Answer, Relay

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ENCOUNTERS = 40
#: When the day is interrupted.
DRAFT, CLOSED, NEW = 8, 16, 28
SIDE = 1600
#: Room for a few words, not for a picture.
LITTLE = 200_000
_BUILD = "JSON.parse(document.getElementById('field-data').textContent).build"
_LOOK = "navigator.serviceWorker.getRegistration().then(async r => { await r.update(); })"
_WAITS = "navigator.serviceWorker.getRegistration().then(r => Boolean(r.waiting))"


@pytest.fixture
def place() -> Iterator[Ground]:
    require("chromium")
    require("front")
    with Ground() as opened:
        yield opened


@pytest.fixture
def network(place: Ground) -> Iterator[Relay]:
    made = Relay(place.port)
    made.start()
    yield made
    made.stop()


class Holder:
    """A telephone whose browser is closed and opened again, with what it kept."""

    def __init__(self, browser: "Browser", profile: Path, app: str) -> None:
        self.kind = browser.browser_type
        self.profile = profile
        self.app = app

    def open(self, *, offline: bool) -> Device:
        context = self.kind.launch_persistent_context(
            self.profile, executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS, **PHONE
        )
        context.set_offline(offline)
        device = Device(context, self.app)
        for page in context.pages:
            if page is not device.page:
                page.close()
        return device


def name_of(number: int) -> str:
    return f"Rencontre {number:02}"


def fill(device: Device, first: int, last: int) -> None:
    """Meet people, from one number to before another."""
    for number in range(first, last):
        device.encounter(name_of(number), photo=photo(number), shared=True)


def begin_a_draft(device: Device) -> None:
    """Leave an encounter in the middle, with its picture."""
    device.begin("Au milieu", photo=photo(99))
    device.button("Finir plus tard").click()
    device.page.locator(".drafts").get_by_role("link", name="Rencontre · Au milieu").wait_for()


def fill_the_disk(device: Device, room: int = LITTLE) -> Callable[[], object]:
    """Leave little room to the app, before it opens; return what makes room again.

    Chromium asks how much room there is when it opens a database, and believes it for a while.
    """
    disk = device.context.new_cdp_session(device.page)
    origin = {"origin": device.app.partition("/s/")[0]}
    used = disk.send("Storage.getUsageAndQuota", origin)["usage"]
    disk.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": used + room})
    return lambda: disk.send("Storage.overrideQuotaForOrigin", origin)


def run_out_of_room(device: Device, number: int, make_room: Callable[[], object]) -> None:
    """The disk fills up in the middle of an encounter: it is said, nothing is lost, then saved."""
    page = device.page
    told = page.locator(".notice-error", has_text="L’appareil n’a plus de place")
    device.begin(name_of(number), photo=photo(number))
    told.wait_for()
    device.agree()
    device.button("Enregistrer maintenant").click()
    until(device.button("Enregistrer maintenant").is_enabled, "not saved")
    assert told.count() == 1
    assert page.get_by_label(re.compile("^Surnom")).input_value() == name_of(number)
    assert page.locator(".taken-picture").count() == 1
    assert len(device.states()) == number
    make_room()
    device.save()


def meet_a_new_version(device: Device, place: Ground, network: Relay, number: int) -> None:
    """A new version comes while someone writes: they go on, and it opens the next time."""
    page = device.page
    before = page.evaluate(_BUILD)
    device.begin(name_of(number))
    place.renew()
    place.start()
    network.instead["/_openrosa/"] = Answer(503)
    network.start()
    device.context.set_offline(False)
    page.evaluate(_LOOK)
    until(lambda: page.evaluate(_WAITS), "a new version that waits")
    device.context.set_offline(True)
    network.stop()
    place.stop()
    assert page.get_by_label(re.compile("^Surnom")).input_value() == name_of(number)
    device.photograph(photo(number))
    device.agree()
    device.save()
    page.get_by_text("Une nouvelle version est prête").wait_for()
    assert page.evaluate(_BUILD) == before
    until(lambda: not page.evaluate(_WAITS), "the new version that takes over")
    device.home()
    assert page.evaluate(_BUILD) != before
    page.locator(".drafts").get_by_role("link", name="Rencontre · Au milieu").wait_for()


def a_day(device: Device, holder: Holder, place: Ground, network: Relay) -> Device:
    """Meet forty people, with nothing that answers; the app is closed and opened on the way."""
    network.stop()
    place.stop()
    device.context.set_offline(True)
    device.page.close()
    device.page = device.tab()  # a cold start, without a network
    device.home()
    until(lambda: device.pill == "Hors réseau", "without a network")
    fill(device, 0, DRAFT)
    begin_a_draft(device)
    fill(device, DRAFT, CLOSED)
    device.context.close()
    device = holder.open(offline=True)
    make_room = fill_the_disk(device)
    device.home()
    until(lambda: device.pill == f"Hors réseau · {CLOSED}", "what waits, after closing")
    run_out_of_room(device, CLOSED, make_room)
    fill(device, CLOSED + 1, NEW)
    meet_a_new_version(device, place, network, NEW)
    fill(device, NEW + 1, ENCOUNTERS)
    until(lambda: device.pill == f"Hors réseau · {ENCOUNTERS}", "all that waits")
    return device


def test_a_whole_day_without_a_network(
    browser: "Browser", tmp_path: Path, place: Ground, network: Relay
) -> None:
    mine, theirs = place.key("port"), place.key("gare")
    holder = Holder(browser, tmp_path / "profile", network.app)
    device = holder.open(offline=False)
    device.enter(mine)
    tablet_context = browser.new_context(**PHONE)
    tablet = Device(tablet_context, place.app)
    tablet.enter(theirs)

    device = a_day(device, holder, place, network)
    kept = device.files()

    place.start()
    network.forget()
    network.start()
    device.context.set_offline(False)
    print(f"forty encounters sent in {device.all_sent():.1f} s")  # noqa: T201 - a figure
    assert_received(place)
    assert_photos_are_whole(place, kept)
    assert device.states() == ["received"] * ENCOUNTERS
    resume_the_draft(device)
    shown = until_shared(tablet)
    print(f"shown to the other team in {shown:.2f} s")  # noqa: T201 - a figure
    assert device.complaints + tablet.complaints == []
    device.context.close()
    tablet_context.close()


def assert_received(place: Ground) -> None:
    """Each once, in the order in which they were filled in, with nothing wrong."""
    rows = place.rows(
        "select answers, standing, problems, instance from submissions_submission order by id"
    )
    found = [re.search(r"<nouveau>(.*?)</nouveau>", answers) for answers, *_ in rows]
    assert [each and each[1] for each in found] == [name_of(n) for n in range(ENCOUNTERS)]
    assert {(standing, problems) for _, standing, problems, _ in rows} == {("applied", "[]")}
    assert len({instance for *_, instance in rows}) == ENCOUNTERS


def assert_photos_are_whole(place: Ground, kept: set[tuple[str, str]]) -> None:
    """Each is that of its encounter, whole; the device made it smaller, the place cleaned it."""
    received = place.rows(
        "select instance, name, sha256, refusal from submissions_submissionfile as file"
        " join submissions_submission as submission on submission.id = submission_id"
        " order by submission_id"
    )
    assert len(received) == ENCOUNTERS
    assert {(instance, name) for instance, name, *_ in received} <= kept
    assert {refusal for *_, refusal in received} == {""}
    files = [path for path in (place.data / "files").rglob("*") if path.is_file()]
    stored = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
    for number, (_, _, digest, _) in enumerate(received):
        with Image.open(stored[digest]) as picture:
            assert max(picture.size) == SIDE
            assert is_same(picture, number), name_of(number)


def is_same(picture: Image.Image, number: int) -> bool:
    """Whether a picture looks like a photograph, after it was compressed again."""
    with Image.open(io.BytesIO(photo(number))) as taken:
        small = (80, 60)
        difference = ImageChops.difference(picture.resize(small), taken.resize(small))
        return max(ImageStat.Stat(difference).mean) < 4


def resume_the_draft(device: Device) -> None:
    """What was left in the middle of the day is as it was left."""
    device.home()
    device.page.locator(".drafts").get_by_role("link", name="Rencontre · Au milieu").click()
    surname = device.page.get_by_label(re.compile("^Surnom"))
    surname.wait_for()
    assert surname.input_value() == "Au milieu"
    assert device.page.locator(".taken-picture").count() == 1
    device.button("Finir plus tard").click()
    device.page.locator(".drafts").wait_for()


def until_shared(tablet: Device) -> float:
    """Return how long the other team's tablet takes to show everyone, once asked to refresh."""
    tablet.go("device")
    refresh = tablet.button("Actualiser maintenant")
    refresh.wait_for()
    before = {record["id"] for record in tablet.store("records")}
    refresh.click()

    def all_there() -> bool:
        met = (each for each in tablet.store("records") if each["dataset"] == "personnes")
        return len({each["id"] for each in met} - before) == ENCOUNTERS

    took = until(all_there, "the new people on the other tablet")
    tablet.go("search")
    tablet.page.locator("#search").fill("rencontre 39")
    tablet.page.get_by_role("link", name=name_of(39)).wait_for()
    return took
