"""Bring the catalogues up to date, or say what is stale (`--check`)."""

import sys
from pathlib import Path

from . import catalogue as catalogues
from .extract import Message, gather

PACKAGE = Path(__file__).resolve().parent.parent.parent / "src" / "lieucommun"
#: French and English are whole; Arabic covers the public chrome, and is said to be unreviewed.
WHOLE = ("fr", "en")
LANGUAGES = ("fr", "en", "ar")


def refresh(language: str, found: dict[Message, list[str]]) -> dict[Path, bytes]:
    """Return what the two files of a language ought to hold."""
    folder = PACKAGE / "locale" / language / "LC_MESSAGES"
    source = folder / "django.po"
    kept = source.read_text("utf-8") if source.is_file() else ""
    fresh = catalogues.update(catalogues.parse(language, kept), found, identity=language == "en")
    return {
        source: catalogues.write(fresh, found).encode(),
        folder / "django.mo": catalogues.compile_catalogue(fresh),
    }


def stale() -> list[Path]:
    """Return the files that differ from what the code and their translations say."""
    found = gather(PACKAGE)
    wanted = {path: data for name in LANGUAGES for path, data in refresh(name, found).items()}
    return [path for path, data in wanted.items() if not _holds(path, data)]


def missing(language: str) -> list[str]:
    """Return the texts that a language does not have yet."""
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    kept = catalogues.parse(language, path.read_text("utf-8")) if path.is_file() else None
    return [message.text for message in kept.missing()] if kept else ["everything"]


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _write_all() -> None:
    found = gather(PACKAGE)
    for language in LANGUAGES:
        for path, data in refresh(language, found).items():
            if not _holds(path, data):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        lacking = missing(language)
        print(f"{language}: {len(found)} texts, {len(lacking)} without a translation")
        if language in WHOLE:
            for text in lacking:
                print(f"  {text!r}")


def main(arguments: list[str]) -> int:
    """Return 0, or 1 when `--check` finds something to do."""
    if "--check" not in arguments:
        _write_all()
        return 0
    problems = [f"stale: {path.relative_to(PACKAGE)}" for path in stale()]
    problems += [f"{name}: no translation of {text!r}" for name in WHOLE for text in missing(name)]
    print("\n".join(problems) or "catalogues are fresh and whole")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
