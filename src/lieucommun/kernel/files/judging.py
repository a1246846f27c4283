"""What a file is, told by its content; what it becomes before it is kept."""

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lieucommun.kernel.apart.running import TooCostly, run_apart

from .incoming import Draft, draft_of
from .kinds import BY_END, HEAD, KINDS, Kind, begins, end_of, other, runs, told
from .labels import with_end
from .purposes import Purpose
from .refusals import RefusedFile

MB = 1024 * 1024
#: What one file may take while it is opened apart.
MEMORY, SECONDS, WALL, WRITTEN = 170 * MB, 2, 5.0, 100 * MB
TAIL = 70_000
#: What has no place inside an image, a sound or a PDF; the end of an archive hides at theirs.
SCRIPTS = re.compile(rb"<script[\s>]|<\?php|<svg[\s>]", re.IGNORECASE)
ARCHIVE = re.compile(rb"PK\x05\x06.{18}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept: its kind, its name, its content and a small image of it."""

    kind: Kind
    label: str
    draft: Draft
    thumbnail: Draft | None = None


def judge(draft: Draft, label: str, purpose: Purpose) -> Judged:
    """Return what is to be kept of a file; raises RefusedFile."""
    kind = _kind(draft, label, purpose)
    done = _cleaned(draft, kind, label)
    kept = draft
    if done.get("rewritten") and not purpose.whole:
        kept = draft_of(_target(draft))
    written = KINDS[str(done["kind"])]
    small = draft_of(_thumbnail(draft)) if done.get("thumbnail") else None
    name = label if end_of(label) in written.ends else with_end(label, written.ends[0])
    return Judged(written, name, kept, small)


def trusted(draft: Draft, label: str) -> Judged:
    """Return a file that the place wrote itself, by the end of its name."""
    return Judged(BY_END[end_of(label)], label, draft)


def _kind(draft: Draft, label: str, purpose: Purpose) -> Kind:
    """Return the kind that the name tells, once the content says the same."""
    named = BY_END.get(end_of(label))
    with draft.path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, draft.size - TAIL))
        tail = file.read()
    found = begins(head)
    if runs(label):
        raise RefusedFile("double", name=label)
    if named is None and not end_of(label) and found in purpose.kinds:
        named = KINDS[found]  # a name without an end: the content tells
    if named is None or named.name not in purpose.kinds:
        raise RefusedFile("type", name=label, choices=told(purpose.kinds))
    expected = {"office": "zip", "text": ""}.get(named.family, named.name)
    if found != expected:
        if named.family == "image" and found in purpose.kinds and KINDS[found].family == "image":
            return KINDS[found]  # telephones call a WebP photo.jpg: it is renamed
        raise RefusedFile("mismatch", name=label, found=_called(found, head))
    if named.family in {"image", "audio", "pdf"}:
        _refuse_twofold(draft, tail, label)
    return named


def _called(found: str, head: bytes) -> str:
    return str(KINDS[found]) if found else other(head) or "?"


def _refuse_twofold(draft: Draft, tail: bytes, label: str) -> None:
    if ARCHIVE.search(tail):
        raise RefusedFile("polyglot", name=label)
    with draft.path.open("rb") as file:
        head = file.read(1024)
        if head.find(b"%PDF-") > 0:
            raise RefusedFile("polyglot", name=label)
        before = head
        while piece := file.read(MB):
            if SCRIPTS.search(before + piece):
                raise RefusedFile("polyglot", name=label)
            before = piece[-16:]
        if SCRIPTS.search(before):
            raise RefusedFile("polyglot", name=label)


def _cleaned(draft: Draft, kind: Kind, label: str) -> dict[str, Any]:
    paths = [str(each) for each in (draft.path, _target(draft), _thumbnail(draft))]
    with tempfile.TemporaryFile(dir=draft.path.parent) as said:
        try:
            run_apart(
                "lieucommun.kernel.files.cleaning",
                [kind.name, *paths],
                out=said,
                seconds=SECONDS,
                wall=WALL,
                data=MEMORY,
                fsize=WRITTEN,
            )
            done: dict[str, Any] = json.loads(said.read())
        except (TooCostly, ValueError):
            raise RefusedFile("costly", name=label) from None
    if code := done.pop("refused", ""):
        raise RefusedFile(code, name=label, **done)
    return done


def _target(draft: Draft) -> Path:
    return draft.path.with_name("clean")


def _thumbnail(draft: Draft) -> Path:
    return draft.path.with_name("small")
