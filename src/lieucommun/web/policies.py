"""Who each address of a place is open to: a route that says nothing here fails the suite.

Views hold to what is declared; the suite walks every route as nobody and as somebody to prove it.
"""

from enum import Enum
from fnmatch import fnmatchcase


class Policy(Enum):
    """Who may come in, before anything that a view decides on a record."""

    PUBLIC = "anyone"
    MANIFEST = "those to whom the manifest of the service opens the page"
    SIGNED_IN = "whoever signed in, for what is theirs"
    OVERSEER = "those whose role sees to the service"
    COORDINATOR = "coordinators of the place"
    DEMONSTRATION = "visitors of a demonstration, on the machine itself"
    SECRET = "whoever holds the secret of the address"  # noqa: S105 - not a password
    DEVICE = "devices with a key; what their role may read and send"
    TOKEN = "programs with a token; the same rules as the pages"  # noqa: S105 - not a password


#: By the name of the route, `namespace:name`; a star stands for any end.
POLICIES: dict[str, Policy] = {
    "home": Policy.PUBLIC,
    "services": Policy.PUBLIC,
    "search": Policy.PUBLIC,
    "healthz": Policy.PUBLIC,
    "about": Policy.PUBLIC,
    "design:*": Policy.PUBLIC,
    "sign-in": Policy.PUBLIC,
    "sign-in-*": Policy.PUBLIC,
    "account_login": Policy.PUBLIC,
    "mfa_authenticate": Policy.PUBLIC,
    "account-closed": Policy.PUBLIC,
    "provider": Policy.PUBLIC,
    "provider-back": Policy.SECRET,
    "second-factor": Policy.SIGNED_IN,
    "confirm": Policy.SIGNED_IN,
    "my-*": Policy.SIGNED_IN,
    "end-sessions": Policy.SIGNED_IN,
    "add-passkey": Policy.SIGNED_IN,
    "change-passkey": Policy.SIGNED_IN,
    "sign-out": Policy.PUBLIC,
    "signed-out": Policy.PUBLIC,
    "personas": Policy.DEMONSTRATION,
    "become": Policy.DEMONSTRATION,
    "place": Policy.COORDINATOR,
    "place-*": Policy.COORDINATOR,
    "me-journal": Policy.SIGNED_IN,
    "manage": Policy.OVERSEER,
    "manage-*": Policy.OVERSEER,
    "manage-import*": Policy.MANIFEST,
    "manage-undo": Policy.MANIFEST,
    "field-trial": Policy.DEMONSTRATION,
    "field-app*": Policy.PUBLIC,
    "device*": Policy.DEVICE,
    "api": Policy.TOKEN,
    "api-page": Policy.PUBLIC,
    "service-home": Policy.MANIFEST,
    "service-page": Policy.MANIFEST,
    "record-files": Policy.MANIFEST,
    "folder": Policy.PUBLIC,
    "folder-file": Policy.MANIFEST,
    "folder-raw": Policy.MANIFEST,
    "file": Policy.SECRET,
    "document": Policy.MANIFEST,
    "verify": Policy.PUBLIC,
    "join": Policy.PUBLIC,
    "join-*": Policy.SIGNED_IN,
    "join-confirm": Policy.SECRET,
    "invitation": Policy.SECRET,
    "me": Policy.SIGNED_IN,
    "organisation-people": Policy.SIGNED_IN,
    "organisation-people-*": Policy.SIGNED_IN,
}


def policy_of(name: str) -> Policy | None:
    """Return what is declared of a route, exactly or by a star; nothing when nothing is."""
    if name in POLICIES:
        return POLICIES[name]
    starred = (each for each in POLICIES if each.endswith("*") and fnmatchcase(name, each))
    found = max(starred, key=len, default=None)
    return POLICIES[found] if found else None
