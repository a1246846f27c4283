"""`join:` of roles: a way in that can work, and that does not open what it should not."""

from collections.abc import Iterator

from lieucommun.kernel.people.domains import ascii_domain
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import BUILT_IN_ROLES, Join


def joining(draft: Draft) -> Iterator[Finding]:
    """Yield ways in that nobody can follow, or that anybody could."""
    for name, role in draft.manifest.roles.items():
        if role.join is None:
            continue
        at: At = ("roles", name, "join")
        yield from _ways(role.join, name, at)
        for number, domain in enumerate(role.join.email_domains):
            if not ascii_domain(domain):
                yield Finding((*at, "email_domains", number), "LC134", {"found": domain})
        if role.oversees and not role.join.approve:
            yield Finding(at, "LC136", {"found": name}, key=True)


def _ways(join: Join, name: str, at: At) -> Iterator[Finding]:
    if not (join.account or join.siret or join.email_domains):
        yield Finding(at, "LC135", {"found": name}, key=True)
    if join.approve in BUILT_IN_ROLES:
        yield Finding((*at, "approve"), "LC132", {"found": join.approve})
    if join.siret and not join.approve:
        yield Finding((*at, "siret"), "LC133", {"found": name}, key=True)
