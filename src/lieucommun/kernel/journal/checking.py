"""A verification whose outcome is kept, for those who see to the journal."""

from django.utils import timezone

from . import witness
from .models import JournalCheck
from .verifying import Verdict, verify


def check() -> JournalCheck:
    """Verify every chain and the file of their ends, and keep what was found."""
    verdict, missing = verify(), witness.missing()
    found = [*_found(verdict), *(["witness", each.service, each.at] for each in missing)]
    return JournalCheck.objects.create(
        at=timezone.now(),
        holds=verdict.holds and not missing,
        sealed=sum(chain.sealed for chain in verdict.chains),
        found=found,
    )


def _found(verdict: Verdict) -> list[list[object]]:
    found: list[list[object]] = [
        [chain.broken.kind, chain.service, chain.broken.sequence]
        for chain in verdict.chains
        if chain.broken
    ]
    if not verdict.readable:
        found.append(["unreadable", "", 0])
    if not verdict.signed:
        found.append(["unsigned", "", 0])
    return found + [["unguarded", name, 0] for name in verdict.unguarded]
