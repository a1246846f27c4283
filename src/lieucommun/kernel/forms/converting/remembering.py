"""XForms kept on disk by the content of their workbooks: pyxform takes half a second to wake."""

import json
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

#: XForms kept; beyond, the oldest go.
MOST = 200


def recall(content: bytes) -> tuple[bytes, tuple[str, ...]] | None:
    """Return the XForm and the warnings of a workbook met before, or None."""
    try:
        told = json.loads(_path(content).read_bytes())
        return told["xform"].encode(), tuple(map(str, told["warnings"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def keep(content: bytes, xform: bytes, warnings: tuple[str, ...]) -> None:
    """Keep an XForm for the next process; where nothing can be written, nothing is kept."""
    path = _path(content)
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
            json.dump({"xform": xform.decode(), "warnings": warnings}, file)
        Path(file.name).replace(path)
        kept = sorted(path.parent.iterdir(), key=lambda each: each.stat().st_mtime)
        for old in kept[:-MOST]:
            old.unlink(missing_ok=True)


def _path(content: bytes) -> Path:
    digest = sha256(version("pyxform").encode() + b"\0" + content).hexdigest()
    return Path(settings.CACHE_DIR) / "forms" / f"{digest}.json"
