"""The whole of a `service.yaml`."""

import zoneinfo
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from lieucommun.kernel.services.diagnostics import nearest
from lieucommun.kernel.services.texts import Text

from .acts import Document, Form, Measure, Message
from .base import (
    Also,
    Closed,
    DatasetName,
    Duration,
    Flag,
    Language,
    Name,
    Named,
    RoleName,
    Slug,
    Titled,
    Version,
    Whole,
    empty,
    said,
)
from .datasets import Dataset
from .figures import Source, Table
from .indicators import Indicator, Portrait
from .pages import Page
from .webhooks import Webhook


def _zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        near = nearest(value, zoneinfo.available_timezones()) or "Europe/Paris"
        raise PydanticCustomError("LC041", "zone", {"found": value, "nearest": near})
    return value


def _privacy(value: Any) -> Any:
    return None if value == "none" else value


class Origin(Closed):
    """Where a service comes from."""

    booklet: Annotated[
        Slug | None, said("Projet du livret de 2021.", "Project of the 2021 booklet.")
    ] = None
    page: Annotated[Whole | None, said("Page du livret.", "Page of the booklet.")] = None
    service: Annotated[
        Slug | None, said("Service dont celui-ci est adapté.", "Service this one adapts.")
    ] = None
    version: Annotated[Version | None, said("Version adaptée.", "Version adapted.")] = None
    url: Annotated[str | None, said("Adresse publique.", "Public address.")] = None


class Retention(Closed):
    """How long records are kept, and what becomes of them."""

    keep: Annotated[Duration, said("Durée : P2Y.", "Duration: P2Y.")]
    since: Annotated[
        str,
        said(
            "Champ date, ou created, updated, last_activity.",
            "Date field, or created, updated, last_activity.",
        ),
    ]
    then: Annotated[
        Literal["anonymise", "delete", "archive"],
        said("Ensuite : anonymiser, supprimer, archiver.", "Then: anonymise, delete, archive."),
    ]


class Privacy(Closed):
    """Why personal data is kept, on what ground, for how long."""

    purpose: Annotated[Text, said("À quoi servent les données.", "What the data is for.")]
    legal_basis: Annotated[
        Literal["public-interest", "legal-obligation", "consent", "contract", "none"],
        said("Base légale.", "Legal basis."),
    ]
    sensitivity: Annotated[
        Literal["none", "personal", "social", "health"],
        said(
            "Sensibilité ; social et health demandent un hébergeur déclaré.",
            "Sensitivity; social and health ask for a declared host.",
        ),
    ]
    recipients: Annotated[
        tuple[Text, ...], said("Qui reçoit les données.", "Who receives the data.")
    ] = ()
    retention: Annotated[
        dict[str, Retention],
        said("Durées de conservation, par jeu de données.", "Retention, by dataset."),
    ] = empty()


class Join(Closed):
    """How people may give themselves a role."""

    account: Annotated[
        Literal["email"] | None,
        said("Par un compte vérifié par courriel.", "With an account verified by e-mail."),
    ] = None
    siret: Annotated[
        Literal["verified"] | None,
        said("Par un SIRET vérifié.", "With a verified SIRET."),
    ] = None
    approve: Annotated[RoleName | None, said("Rôle qui accepte.", "Role that approves.")] = None
    email_domains: Annotated[
        tuple[str, ...],
        said("Domaines de courriel admis.", "E-mail domains that are let in."),
    ] = ()


class Role(Named):
    """What someone is in a service."""

    title: Annotated[Text, said("Nom du rôle.", "Name of the role.")]
    join: Annotated[
        Join | None, said("Comment on le prend soi-même.", "How one takes it oneself.")
    ] = None
    oversees: Annotated[
        Flag,
        said(
            "Voit le journal, les tâches et les durées de conservation du service, et y invite.",
            "Sees the journal, jobs and retention of the service, and invites into it.",
        ),
    ] = False
    second_factor: Annotated[
        Flag,
        said(
            "Ne sert qu’après une preuve de plus : clé d’accès ou code à usage unique.",
            "Only works after one more proof: a passkey or a one-time code.",
        ),
    ] = False


class Migration(Closed):
    """Where the records of a former version go: old name → new name, `null` to drop a field."""

    states: Annotated[dict[str, str], said("Anciens états → nouveaux.", "Old states → new.")] = (
        empty()
    )
    fields: Annotated[
        dict[str, str | None], said("Anciens champs → nouveaux.", "Old fields → new.")
    ] = empty()


class Manifest(Closed):
    """A public service, written as a folder."""

    service: Annotated[
        Slug, said("Nom court, celui du dossier.", "Short name, that of the folder.")
    ]
    version: Annotated[Version, said("Version : 1.0.0.", "Version: 1.0.0.")]
    title: Annotated[Text, said("Nom du service.", "Name of the service.")]
    summary: Annotated[
        Text | None, said("Une phrase pour la carte.", "One sentence for the card.")
    ] = None
    lab: Annotated[Slug | None, said("Laboratoire.", "Lab.")] = None
    origin: Annotated[
        Origin | None, said("D’où vient le service.", "Where the service comes from.")
    ] = None
    themes: Annotated[tuple[Slug, ...], said("Thèmes.", "Themes.")] = ()
    state: Annotated[
        Literal["runs", "partly", "planned"],
        said("Fonctionne, en partie, ou prévu.", "Runs, partly, or planned."),
    ] = "planned"
    languages: Annotated[
        tuple[Language, ...],
        said("Langues du service, la première d’abord.", "Languages, the first one first."),
    ] = ("fr",)
    zone: Annotated[
        str | None,
        AfterValidator(_zone),
        said("Fuseau horaire, pour l’outre-mer.", "Time zone, for overseas."),
    ] = None
    privacy: Annotated[
        Privacy | None,
        BeforeValidator(_privacy),
        Also((("const", "none"),)),
        said("Données personnelles, ou none.", "Personal data, or none."),
    ] = None
    roles: Annotated[Titled[Role], said("Rôles.", "Roles.")] = empty()
    datasets: Annotated[Titled[Dataset], said("Jeux de données.", "Datasets.")] = empty()
    forms: Annotated[Titled[Form], said("Formulaires.", "Forms.")] = empty()
    documents: Annotated[Titled[Document], said("Documents délivrés.", "Documents.")] = empty()
    messages: Annotated[dict[Name, Message], said("Messages.", "Messages.")] = empty()
    measures: Annotated[Titled[Measure], said("Mesures du service.", "Measures.")] = empty()
    tables: Annotated[Titled[Table], said("Tables de chiffres.", "Tables of figures.")] = empty()
    sources: Annotated[dict[Name, Source], said("Sources des tables.", "Sources of tables.")] = (
        empty()
    )
    indicators: Annotated[Titled[Indicator], said("Indicateurs.", "Indicators.")] = empty()
    portraits: Annotated[Titled[Portrait], said("Portraits.", "Portraits.")] = empty()
    webhooks: Annotated[
        Titled[Webhook],
        said("Ce qui est dit à d’autres sites.", "What other sites are told."),
    ] = empty()
    migrations: Annotated[
        dict[DatasetName, Migration],
        said("Reprise des fiches d’une version passée.", "Records of a former version."),
    ] = empty()
    pages: Annotated[tuple[Page, ...], said("Pages.", "Pages.")] = ()

    def role_title(self, role: str) -> str:
        """Return how a role is called, in the language of the visit."""
        return str(self.roles[role].title) if role in self.roles else role
