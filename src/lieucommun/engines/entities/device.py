"""What a device does with the records it keeps: the rules of ODK Collect's local lists.

The app in TypeScript follows them; this is what it is compared with. New branches are arguments.
"""

from dataclasses import dataclass, field, replace
from uuid import UUID

from .values import Change, Data

_RANDOM = 4  # the version of a UUID that is drawn


@dataclass(frozen=True, slots=True)
class Listed:
    """A record as the server lists it."""

    version: int
    data: Data


@dataclass(frozen=True, slots=True)
class Local:
    """A record as a device keeps it.

    `trunk` is the version of the server it comes from, None when it was made here; `branch` names
    the changes made here since; `online` tells that the server is known to have it.
    """

    version: int
    trunk: int | None
    branch: str
    online: bool
    data: Data = field(default_factory=dict)

    @property
    def dirty(self) -> bool:
        """Tell whether this is another thing than a version of the server."""
        return self.version != self.trunk


def acceptable(identifier: str, label: str, *, approval: bool = False) -> bool:
    """Tell whether a device keeps a record that a form makes; the submission goes all the same.

    Not with a blank label, nor an identifier that is no drawn UUID, nor when the list waits for an
    approval.
    """
    try:
        drawn = UUID(identifier.removeprefix("uuid:")).version == _RANDOM
    except ValueError:
        return False
    return drawn and bool(label.strip()) and not approval


def created(data: Data, branch: str) -> Local:
    """Return a record made here."""
    return Local(1, None, branch, online=False, data=dict(data))


def updated(local: Local, data: Data) -> Local:
    """Return a record changed here; a blank label keeps the one it had."""
    kept = {name: value for name, value in data.items() if name != "label" or str(value).strip()}
    return replace(local, version=local.version + 1, data={**local.data, **kept})


def says(local: Local | None, data: Data) -> Change:
    """Return what a submission says: of the record as it was before, or one made here (None)."""
    if local is None:
        return Change(create=True, data=data)
    return Change(local.branch, local.trunk, local.version, update=True, data=data)


def received(local: Local | None, server: Listed, branch: str) -> Local:
    """Return a record once the server has listed it; `branch` is a new one, used if need be.

    A record of the same version that was changed here takes the server's: either the change was
    sent, or it will come into the list once it is.
    """
    if local is not None and local.version > server.version:
        return replace(local, online=True)
    if local is not None and local.version == server.version and not local.dirty:
        return local
    return Local(server.version, server.version, branch, online=True, data=dict(server.data))


def absent(local: Local, *, deleted: bool = False) -> Local | None:
    """Return a record that the server no longer lists, None when it is to be forgotten.

    One that the server never had is kept, unless the server, asked, says that it was `deleted`.
    """
    return None if local.online or deleted else local
