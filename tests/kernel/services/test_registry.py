import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.services import registry
from lieucommun.kernel.services.models import Service, ServiceVersion
from lieucommun.kernel.services.registry import (
    BrokenService,
    UnknownService,
    forget,
    open_service,
    published,
    synchronise,
)
from tests.kernel.services.folders import service, write

PAGES = """\
pages:
  - {path: '', block: pages, title: Accueil, file: pages/a.md}
  - {path: aide, block: pages, title: Aide, file: pages/a.md}
  - {path: aide/contact, block: pages, title: Contact, file: pages/a.md}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A folder of services, read at each request; nothing is remembered from other tests."""
    settings.SERVICE_FOLDERS = [tmp_path / "mine", tmp_path / "shipped"]
    settings.AUTHORING = False
    settings.DEMO = False
    settings.SERVICE_CACHE_SECONDS = 0
    forget()
    yield tmp_path / "mine"
    forget()


def title(slug: str = "essai") -> str:
    return open_service(slug).manifest.title.get("fr")


def rewrite(folder: Path, text: str, stamp: int) -> None:
    """Edit a manifest; the time of the file moves on, as it does for people."""
    (folder / "service.yaml").write_text(text, "utf-8")
    os.utime(folder / "service.yaml", ns=(stamp, stamp))


def retitled(folder: Path, title: str, stamp: int) -> None:
    rewrite(folder, f"service: {folder.name}\nversion: 0.1.0\ntitle: {title}\n", stamp)


def test_a_folder_becomes_a_published_version(gallery: Path) -> None:
    folder = service(gallery, PAGES, **{"pages/a.md": "Bonjour.\n"})
    report = synchronise()
    assert report == registry.Report(published=("essai",))
    loaded = open_service("essai")
    version = ServiceVersion.objects.get()
    assert (loaded.slug, loaded.version_id, loaded.hash) == ("essai", version.pk, version.name)
    assert loaded.service_id == Service.objects.get().pk
    assert loaded.folder.text("pages/a.md") == "Bonjour.\n"
    assert version.published_at is not None
    assert Service.objects.get().source == str(folder)
    assert [entry.action for entry in JournalEntry.objects.all()] == ["service.published"]


def test_an_untouched_folder_is_not_read_again(gallery: Path) -> None:
    service(gallery)
    synchronise()
    assert synchronise() == registry.Report(unchanged=("essai",))
    assert JournalEntry.objects.count() == 1


def test_the_longest_page_wins(gallery: Path) -> None:
    service(gallery, PAGES, **{"pages/a.md": "x"})
    synchronise()
    loaded = open_service("essai")

    def at(rest: str) -> tuple[str, str]:
        found = loaded.page_at(rest)
        assert found is not None
        return found[0].path, found[1]

    assert at("") == ("", "")
    assert at("autre/chose/") == ("", "autre/chose/")
    assert at("aide") == ("aide", "")
    assert at("aide/") == ("aide", "")
    assert at("aide/moi/") == ("aide", "moi/")
    assert at("aider/") == ("", "aider/")
    assert at("aide/contact/x/") == ("aide/contact", "x/")


def test_without_a_home_an_unknown_page_is_none(gallery: Path) -> None:
    service(gallery)
    synchronise()
    assert open_service("essai").page_at("") is None


def test_the_first_folder_of_a_slug_wins(gallery: Path) -> None:
    shipped = service(gallery.parent / "shipped")
    synchronise()
    assert title() == "Essai"
    mine = service(gallery)
    retitled(mine, "Le mien", 1)
    assert synchronise().published == ("essai",)
    assert title() == "Le mien"
    shutil.rmtree(mine)
    assert synchronise().published == ("essai",)
    assert Service.objects.get().source == str(shipped)


def test_versions_are_kept_and_named_by_their_files(gallery: Path) -> None:
    folder = service(gallery)
    synchronise()
    first = open_service("essai").hash
    retitled(folder, "Autre", 1)
    synchronise()
    assert title() == "Autre"
    retitled(folder, "Essai", 2)
    synchronise()
    assert open_service("essai").hash == first
    assert ServiceVersion.objects.count() == 2


def test_a_mistake_keeps_the_last_good_version_for_visitors(gallery: Path) -> None:
    folder = service(gallery)
    synchronise()
    rewrite(folder, "service: essai\nversion: 0.1.0\ntitel: X\n", 1)
    report = synchronise()
    assert report.broken == ("essai",)
    assert [found.position for found in report.problems] == [
        "essai/service.yaml:1:1",
        "essai/service.yaml:3:1",
    ]
    assert title() == "Essai"
    assert [loaded.slug for loaded in published()] == ["essai"]
    assert synchronise().unchanged == ("essai",)
    retitled(folder, "Réparé", 2)
    synchronise()
    assert (title(), Service.objects.get().problems) == ("Réparé", [])


def test_a_folder_that_was_never_good_is_unknown_to_visitors(gallery: Path) -> None:
    write(gallery / "essai", {"service.yaml": "service: essai\n"})
    assert synchronise().broken == ("essai",)
    with pytest.raises(UnknownService):
        open_service("essai")
    assert published() == []


@pytest.mark.usefixtures("gallery")
def test_an_unknown_slug_is_unknown() -> None:
    with pytest.raises(UnknownService):
        open_service("absent")


def test_a_published_place_does_not_look_at_its_folders(gallery: Path) -> None:
    folder = service(gallery)
    synchronise()
    retitled(folder, "Changé", 1)
    assert title() == "Essai"


def test_a_vanished_folder_stays_served_where_versions_are_published(gallery: Path) -> None:
    folder = service(gallery)
    synchronise()
    shutil.rmtree(folder)
    synchronise()
    assert title() == "Essai"


class TestAuthoring:
    @pytest.fixture(autouse=True)
    def authoring(self, gallery: Path, settings: Any) -> None:
        assert not gallery.exists()
        settings.AUTHORING = True

    def test_a_saved_change_shows_at_the_next_visit(self, gallery: Path) -> None:
        folder = service(gallery)
        assert title() == "Essai"
        retitled(folder, "Changé", 1)
        assert title() == "Changé"
        assert open_service("essai").draft

    def test_a_new_folder_opens_by_itself(self, gallery: Path) -> None:
        with pytest.raises(UnknownService):
            open_service("nouveau")
        service(gallery, slug="nouveau")
        assert open_service("nouveau").slug == "nouveau"
        assert [loaded.slug for loaded in published()] == ["nouveau"]

    def test_a_mistake_is_told_to_the_author(self, gallery: Path) -> None:
        folder = service(gallery)
        assert title() == "Essai"
        rewrite(folder, "service: essai\nversion: 0.1.0\ntitel: X\nstate: 3\n", 1)
        with pytest.raises(BrokenService) as broken:
            open_service("essai")
        assert [f"{found.position} {found.code}" for found in broken.value.diagnostics] == [
            "service.yaml:1:1 LC030",
            "service.yaml:3:1 LC031",
            "service.yaml:4:8 LC033",
        ]
        assert "titel" in broken.value.diagnostics[1].message("fr")
        retitled(folder, "Réparé", 2)
        assert title() == "Réparé"

    def test_a_removed_folder_is_withdrawn_and_comes_back(self, gallery: Path) -> None:
        folder = service(gallery)
        assert title() == "Essai"
        shutil.move(folder, gallery.parent / "kept")
        with pytest.raises(UnknownService):
            open_service("essai")
        shutil.move(gallery.parent / "kept", folder)
        assert title() == "Essai"

    def test_former_drafts_do_not_pile_up(self, gallery: Path) -> None:
        folder = service(gallery)
        for number in range(9):
            retitled(folder, f"Essai {number}", number + 1)
            assert title() == f"Essai {number}"
        assert ServiceVersion.objects.count() == 4

    def test_publishing_after_authoring_makes_an_immutable_version(
        self, gallery: Path, settings: Any
    ) -> None:
        service(gallery)
        assert open_service("essai").draft
        settings.AUTHORING = False
        forget()
        assert synchronise().published == ("essai",)
        assert not open_service("essai").draft


def test_seeds_that_are_refused_leave_nothing_behind(gallery: Path) -> None:
    more = (
        "roles: {agent: {title: Agent}}\ndatasets:\n  fiches:\n"
        "    fields:\n      nom: {type: text, required: true}\n      autre: {type: reference, "
        "target: fiches}\n"
        "    access: {agent: {read: all}}\n    seed: {file: data/f.csv, key: nom}\n"
    )
    folder = service(gallery, more, **{"data/f.csv": "nom,autre\na,\nb,zzz\n"})
    report = synchronise()
    assert [f"{found.position} {found.code}" for found in report.problems] == [
        "essai/data/f.csv:3:3 LC088"
    ]
    assert ServiceVersion.objects.count() == 0
    write(folder, {"data/f.csv": "nom,autre\na,\nb,a\n"})
    assert synchronise().published == ("essai",)


def test_the_same_models_read_a_stored_version_in_another_process(gallery: Path) -> None:
    """Compiled versions are kept by process: a fresh one reads the archive and finds the same."""
    service(gallery, PAGES, **{"pages/a.md": "x"})
    synchronise()
    before = open_service("essai")
    registry._cache.compiled.clear()
    after = open_service("essai")
    assert after.manifest == before.manifest
    assert after.folder.hash == before.folder.hash
    assert after.manifest is not before.manifest


def test_a_version_and_its_datasets_are_compiled_once(gallery: Path) -> None:
    more = (
        "roles: {agent: {title: Agent}}\ndatasets:\n  fiches:\n"
        "    fields: {nom: {type: text}}\n    access: {agent: {read: all}}\n"
    )
    service(gallery, more)
    synchronise()
    first = open_service("essai")
    assert open_service("essai") is first
    assert published() == [first]
    assert first.dataset("fiches") is first.dataset("fiches")
    assert list(first.dataset("fiches").fields) == ["nom"]
    with pytest.raises(KeyError):
        first.dataset("absent")


@pytest.mark.parametrize("seconds", [0, 60])
def test_what_is_remembered_is_asked_again_after_forgetting(gallery: Path, seconds: int) -> None:
    folder = service(gallery)
    synchronise()
    with override_settings(SERVICE_CACHE_SECONDS=seconds):
        assert title() == "Essai"
        retitled(folder, "Changé", 1)
        synchronise()
        assert title() == "Changé"


def test_opening_asks_the_database_once_in_a_while(
    gallery: Path, django_assert_num_queries: Any
) -> None:
    service(gallery)
    synchronise()
    with override_settings(SERVICE_CACHE_SECONDS=60):
        title()
        with django_assert_num_queries(0):
            for _ in range(5):
                title()
                published()


def test_threads_agree(gallery: Path) -> None:
    service(gallery)
    synchronise()
    with override_settings(SERVICE_CACHE_SECONDS=60):
        title()
        seen: list[str] = []
        threads = [threading.Thread(target=lambda: seen.append(title())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert seen == ["Essai"] * 8
