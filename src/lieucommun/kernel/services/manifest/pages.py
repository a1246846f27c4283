"""Pages: what every block's settings share, and how a page finds its block's model."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, SerializeAsAny
from pydantic_core import PydanticCustomError

from lieucommun.kernel.services.diagnostics import nearest
from lieucommun.kernel.services.texts import Text

from .base import Closed, Flag, Roles, said

LONGEST_PATH = 120
_PATH = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){0,5})?")


def _page_path(value: str) -> str:
    if any(part.startswith("_") for part in value.split("/")):
        raise PydanticCustomError("LC107", "reserved", {"found": value})
    if not _PATH.fullmatch(value) or len(value) > LONGEST_PATH:
        raise PydanticCustomError(
            "LC034", "path", {"found": value, "among": ["aide", "aide/contact"]}
        )
    return value


class PageSettings(Closed):
    """What every page says; the settings model of each block extends it."""

    path: Annotated[
        str,
        AfterValidator(_page_path),
        said("Adresse dans le service ; '' pour l’accueil.", "Address in the service; '' is home."),
    ]
    block: Annotated[str, said("Bloc qui fait la page.", "Block that makes the page.")]
    title: Annotated[Text, said("Titre de la page.", "Title of the page.")]
    for_: Annotated[
        Roles, said("Rôles à qui la page est ouverte.", "Roles the page is open to.")
    ] = ("anyone",)
    offline: Annotated[Flag, said("Utilisable sans réseau.", "Usable without network.")] = False
    menu: Annotated[Flag, said("Présente au menu.", "In the menu.")] = True
    home: Annotated[
        Flag, said("Ajoute sa part à l’accueil du lieu.", "Adds its part to the place’s home.")
    ] = False
    header: Annotated[
        Flag, said("Présente dans l’en-tête du lieu.", "In the header of the place.")
    ] = False


class PlannedPage(PageSettings):
    """A page of a block that no package provides yet: its own keys are kept, not checked."""

    model_config = ConfigDict(extra="allow")


def model_for(block: str) -> type[PageSettings] | None:
    """Return the settings model of a block, installed or planned."""
    from lieucommun.kernel.services.blocks import PLANNED, installed

    found = installed().get(block)
    if found is not None:
        return found.settings_model
    return PlannedPage if block in PLANNED else None


def known_blocks() -> tuple[str, ...]:
    """Return the names of every block a page may use, installed first."""
    from lieucommun.kernel.services.blocks import PLANNED, installed

    return (*installed(), *sorted(PLANNED - set(installed())))


def _page(value: Any, info: Any) -> Any:
    if not isinstance(value, dict):
        return value
    block = value.get("block")
    model = model_for(block) if isinstance(block, str) else PageSettings
    if model is None:
        params = {"found": block, "at": "block", "among": known_blocks()}
        params["nearest"] = nearest(block, known_blocks())
        raise PydanticCustomError("LC070", "block", params)
    return model.model_validate(value, context=info.context)


Page = Annotated[SerializeAsAny[PageSettings], BeforeValidator(_page)]
