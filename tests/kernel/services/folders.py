"""Folders of services written by tests."""

from pathlib import Path

HEAD = "service: essai\nversion: 0.1.0\ntitle: Essai\n"


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files under a folder and return it."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def service(parent: Path, more: str = "", slug: str = "essai", **files: str | bytes) -> Path:
    """Write a minimal sound service, with more lines of manifest and other files."""
    head = HEAD.replace("essai", slug, 1)
    return write(parent / slug, {"service.yaml": head + more, **files})
