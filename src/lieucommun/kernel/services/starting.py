"""The first files of a service: a minimal folder, or a copy of another to adapt."""

import re
from pathlib import Path

from .folder import SERVICE, Folder
from .manifest.base import SLUG
from .reading import read_yaml, scalar

FIRST_LINE = "# yaml-language-server: $schema=../../schema/service.schema.json\n"
LONGEST_SLUG = 60


_MANIFEST = """\
service: {slug}
version: 0.1.0
title: {{fr: {title}, en: {title}}}
summary:
  fr: Une phrase qui dit à quoi sert ce service.
  en: One sentence that says what this service is for.
state: planned                           # runs | partly | planned
languages: [fr, en]
privacy: none                            # or the purpose, the legal basis and the retention

pages:
  - path: ''
    block: pages
    title: {{fr: Accueil, en: Home}}
    file: pages/accueil.md
"""
_FRENCH = """\
---
title: {title}
---
Ce service est un dossier. Cette page est le fichier `pages/accueil.md` : changez une phrase,
enregistrez, rechargez.
"""
_ENGLISH = """\
---
title: {title}
---
This service is a folder. This page is the file `pages/accueil.en.md`: change a sentence, save,
reload.
"""
_EASY = """\
---
title: {title}
---
Ce service est nouveau.

Les pages arrivent bientôt.
"""
_README = """\
# {title}

What the lab that will reuse this service should know: what it does, who runs it, what to change.
"""


class SlugRefusedError(ValueError):
    """A name that cannot be the name of a service; the message says why."""


def fresh(slug: str) -> dict[str, bytes]:
    """Return the files of a minimal service, in French and English; raises SlugRefusedError."""
    refuse_slug(slug)
    title = slug.replace("-", " ").capitalize()
    quoted = _written(title)
    texts = {
        SERVICE: FIRST_LINE + _MANIFEST.format(slug=_written(slug), title=quoted),
        "pages/accueil.md": _FRENCH.format(title=quoted),
        "pages/accueil.en.md": _ENGLISH.format(title=quoted),
        "pages/accueil.fr-x-falc.md": _EASY.format(title=quoted),
        "README.md": _README.format(title=title),
    }
    return {path: text.encode() for path, text in texts.items()}


def adapted(slug: str, source: Path) -> dict[str, bytes]:
    """Return the files of another service under a new name, its origin kept.

    Raises SlugRefusedError.
    """
    refuse_slug(slug)
    folder = Folder.on_disk(source)
    files = {path: folder.read(path) for path in folder.files()}
    if SERVICE in files:
        text = files[SERVICE].decode("utf-8", errors="replace")
        files[SERVICE] = _renamed(text, slug).encode()
    return files


def refuse_slug(slug: str) -> None:
    """Raise SlugRefusedError unless a text can name a service."""
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise SlugRefusedError(
            f"`{slug}` cannot name a service: use lower-case letters without accents, digits and "
            f"single hyphens, at most {LONGEST_SLUG} characters, such as `mon-service`."
        )


def _renamed(text: str, slug: str) -> str:
    """Change the name of a manifest and write where it comes from, keeping its comments."""
    data = read_yaml(text).data
    known = data if isinstance(data, dict) else {}
    former, version = known.get("service", ""), known.get("version", "")
    origin = f"origin: {{service: {_written(str(former))}, version: {version}}}\n"
    text = _replaced(text, "origin", "")
    text = _replaced(text, "version", "version: 0.1.0\n")
    return _replaced(text, "service", f"service: {_written(slug)}\n" + (origin if former else ""))


def _replaced(text: str, key: str, by: str) -> str:
    """Replace a key of the first level with all that stands under it."""
    found = re.search(rf"^{key}:.*\n(?:(?:[ \t]+.*|[ \t]*)\n)*", text, re.MULTILINE)
    if not found:
        return text
    kept = found.group()[len(found.group().rstrip("\n")) + 1 :]  # blank lines that follow
    return text[: found.start()] + by + kept + text[found.end() :]


def _written(text: str) -> str:
    """Write a text in YAML: in quotes when it would read as a number, true, false or nothing."""
    return text if isinstance(scalar(text), str) else f'"{text}"'
