from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.guard import opens, sensitive, withheld
from lieucommun.kernel.services.loaded import LoadedService
from tests.place import SERVICES


def loaded(slug: str, **privacy: Any) -> LoadedService:
    folder = Folder.on_disk(SERVICES / slug)
    manifest = check(folder).manifest
    assert manifest is not None
    if privacy and manifest.privacy:
        changed = manifest.privacy.model_copy(update=privacy)
        manifest = manifest.model_copy(update={"privacy": changed})
    return LoadedService(slug, folder.hash, 0, 0, manifest, folder)


@pytest.mark.parametrize("sensitivity", ["social", "health"])
def test_only_texts_open_without_a_declared_host(sensitivity: str) -> None:
    service = loaded("maraudes", sensitivity=sensitivity)
    with override_settings(DEMO=False, DECLARED_HOST=""):
        shown = [page.path for page in service.manifest.pages if opens(service, page)]
        (held,) = withheld([service])
    assert shown == ["", "charte", "livret"]
    assert (held.slug, held.sensitivity) == ("maraudes", sensitivity)
    assert set(held.pages) == {page.path for page in service.manifest.pages} - set(shown)


@pytest.mark.parametrize(
    "place", [{"DEMO": True, "DECLARED_HOST": ""}, {"DEMO": False, "DECLARED_HOST": "Hébergeur"}]
)
def test_a_declared_host_or_a_demonstration_opens_all(place: dict[str, Any]) -> None:
    with override_settings(**place):
        assert withheld([loaded("maraudes")]) == []


@pytest.mark.parametrize("slug", ["reseau", "smart"])
def test_other_services_wait_for_no_host(slug: str) -> None:
    assert not sensitive(loaded(slug).manifest)
    with override_settings(DEMO=False, DECLARED_HOST=""):
        assert withheld([loaded(slug)]) == []


def test_the_gallery_withholds_what_it_says_is_sensitive() -> None:
    told = {
        path.parent.name
        for path in Path(SERVICES).glob("*/service.yaml")
        if any(f"sensitivity: {word}" in path.read_text("utf-8") for word in ("social", "health"))
    }
    assert told == {folder for folder in told if sensitive(loaded(folder).manifest)}
    assert "maraudes" in told
