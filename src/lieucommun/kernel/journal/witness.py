"""Where the chains ended, day after day, in a file beside the database.

A whole database put back as it was holds by itself: its chains and their signature are sound. They
are shorter than this file says. Copy the file elsewhere, or send it away, for it to prove
something against whoever may write in the data folder.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from . import digests
from .models import PLACE, JournalAnchor, JournalHead, JournalSeal


@dataclass(frozen=True, slots=True)
class Missing:
    """A line of the file that the database does not bear out; `line` counts from 1."""

    line: int
    service: str
    at: str


def path() -> Path:
    """Return where the file is."""
    return Path(settings.DATA_DIR) / "journal.heads"


def append() -> None:
    """Add where every chain ends now, signed, unless the last line says the same."""
    heads = JournalHead.objects.exclude(service=PLACE).order_by("service")
    chains = {head.service: [head.sequence, head.hash] for head in heads if head.sequence}
    kept = list(_lines())
    if not chains or (kept and kept[-1].get("chains") == chains):
        return
    told: dict[str, Any] = {"at": timezone.now().isoformat(timespec="seconds"), "chains": chains}
    told["signature"] = digests.signed("witness", _signed(told))
    with path().open("a", encoding="utf-8") as file:
        file.write(json.dumps(told, sort_keys=True) + "\n")


def missing() -> list[Missing]:
    """Return the lines that the database does not bear out, or that this place did not sign.

    An end that was purged since is borne out by the anchor that stands for it.
    """
    return [found for number, line in enumerate(_lines(), 1) for found in _compared(number, line)]


def _compared(number: int, line: dict[str, Any]) -> Iterator[Missing]:
    at = str(line.get("at", ""))
    if not digests.is_signed("witness", _signed(line), str(line.get("signature", ""))):
        yield Missing(number, "", at)
        return
    for service, (sequence, end) in sorted(line["chains"].items()):
        if not _stands(service, sequence, end):
            yield Missing(number, service, at)


def _stands(service: str, sequence: int, end: str) -> bool:
    if JournalSeal.objects.filter(service=service, sequence=sequence, hash=end).exists():
        return True
    return JournalAnchor.objects.filter(service=service, last__gte=sequence).exists()


def _lines() -> Iterator[dict[str, Any]]:
    if not path().is_file():
        return
    for text in path().read_text("utf-8", "replace").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            line = {}
        yield line if isinstance(line, dict) else {}


def _signed(line: dict[str, Any]) -> str:
    return json.dumps([line.get("at"), line.get("chains")], sort_keys=True)
