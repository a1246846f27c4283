"""Where the content of files that people send waits: a folder that nothing serves."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.exchange.tables import MB, MOST_BYTES

from .models import SentFile


def content_of(sent: SentFile) -> Path:
    """Return where the content of a file is."""
    return _folder() / sent.uuid.hex


def rejects_of(sent: SentFile) -> Path:
    """Return where the rows that were refused are."""
    return _folder() / f"{sent.uuid.hex}.rejects"


def keep(sent: SentFile, blocks: Iterable[bytes]) -> Path:
    """Write a content down, for this account only; raises RefusedFile when it is too heavy."""
    path = content_of(sent)
    size = 0
    with open(path, "xb", opener=_private) as file:
        for block in blocks:
            size += len(block)
            if size > MOST_BYTES:
                break
            file.write(block)
    if size > MOST_BYTES:
        path.unlink()
        raise RefusedFile("heavy", most=MOST_BYTES // MB)
    return path


def write_rejects(sent: SentFile, blocks: Iterable[bytes]) -> None:
    """Write the refused rows down."""
    forget_rejects(sent)
    with open(rejects_of(sent), "xb", opener=_private) as file:
        file.writelines(blocks)


def forget_rejects(sent: SentFile) -> None:
    rejects_of(sent).unlink(missing_ok=True)


def forget(sent: SentFile) -> None:
    """Remove the content of a file."""
    content_of(sent).unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "sent"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
