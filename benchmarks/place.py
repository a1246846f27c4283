"""A place to measure: its own data folder, one service written on the fly, both databases filled.

Filling 100,000 records takes a minute or two: a finished place is kept in the machine's temporary
folder, under a digest of the code that stores records, and used again until that code changes.
"""

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .options import ROOT
from .processes import HOME
from .records import structures
from .vocabulary import KINDS, THEMES

KERNEL = ROOT / "src" / "lieucommun" / "kernel"
SERVICE = "banc"
DATASET = "structures"
BATCH = 1_000

MANIFEST = """\
service: {slug}
version: 0.1.0
title: {{fr: Banc d’essai, en: Bench}}
state: runs
languages: [fr]
datasets:
  structures:
    title: {{fr: Structures, en: Structures}}
    label: "{{nom}}"
    key: identifiant
{seed}    fields:
      identifiant: {{type: text, title: {{fr: Identifiant}}, required: true, unique: true}}
      nom: {{type: text, title: {{fr: Nom}}, required: true, search: true, sort: true}}
      presentation: {{type: longtext, title: {{fr: Présentation}}, search: true}}
      themes: {{type: choices, title: {{fr: Thèmes}}, choices: {themes}, facet: true}}
      genre: {{type: choice, title: {{fr: Genre}}, choices: {kinds}, facet: true}}
      departement: {{type: territory, title: {{fr: Département}}, level: departement, facet: true}}
      commune: {{type: territory, title: {{fr: Commune}}, level: commune}}
      annee: {{type: year, title: {{fr: Année}}, sort: true}}
    access:
      anyone: {{read: published}}
pages:
  - path: structures
    block: directory
    title: {{fr: Structures}}
    dataset: structures
    fields: {{title: nom, text: presentation, tags: themes}}
    facets: [themes, genre, departement]
    sort: [nom, annee]
    for: [anyone]
  - path: plain
    block: directory
    title: {{fr: Structures}}
    dataset: structures
    fields: {{title: nom, text: presentation, tags: themes}}
    sort: [nom, annee]
    for: [anyone]
"""


def write_service(folder: Path, seed: str = "", slug: str = SERVICE) -> None:
    """Write the folder of the service; `seed` names the file of its first records, if any."""
    folder.mkdir(parents=True, exist_ok=True)
    line = f"    seed: {{file: {seed}, key: identifiant}}\n" if seed else ""
    text = MANIFEST.format(slug=slug, seed=line, themes=_choices(THEMES), kinds=_choices(KINDS))
    (folder / "service.yaml").write_text(text, "utf-8")


def open_place(rows: int, database: str = "", *, fresh: bool = False) -> Path:
    """Start Django on a place that holds these rows, made now or kept from before."""
    name = f"{_digest(database)}-{rows}"
    data = HOME / name
    ready = data / "ready"
    if fresh or not ready.exists():
        shutil.rmtree(data, ignore_errors=True)
    write_service(data / "services" / SERVICE)
    start_django(data, database, schema=f"bench_{name.replace('-', '_')}")
    if not ready.exists():
        began = time.monotonic()
        _forget_former(data, rows)
        _empty(database)
        migrate()
        fill(rows)
        ready.write_text(f"{time.monotonic() - began:.1f}", "ascii")
        print(f"filled {rows:,} rows in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return data


def start_django(data: Path, database: str = "", *, schema: str = "") -> None:
    """Start Django with the settings of a measured place."""
    os.environ.update(
        LIEU_DATA=str(data),
        LIEU_DATABASE_URL=database,
        LIEU_BENCH_SCHEMA=schema,
        LIEU_HOSTS="127.0.0.1",
        DJANGO_SETTINGS_MODULE="benchmarks.settings",
    )
    (data / "static").mkdir(parents=True, exist_ok=True)
    import django

    django.setup()


def migrate() -> None:
    """Make the tables of both sides."""
    from django.core.management import call_command
    from django.db import connections

    from .peer import search
    from .peer.models import Structure, StructureTheme

    call_command("migrate", verbosity=0, interactive=False)
    with connections["peer"].schema_editor() as editor:
        editor.create_model(Structure)
        editor.create_model(StructureTheme)
    search.create()


def fill(rows: int) -> None:
    """Give both sides the same rows, each through its own way of writing."""
    from lieucommun.kernel.datasets.actions import import_records
    from lieucommun.kernel.services.registry import open_service, synchronise

    report = synchronise()
    if report.problems:
        raise SystemExit("\n".join(map(str, report.problems)))
    dataset = open_service(SERVICE).dataset(DATASET)
    import_records(dataset, (each.values for each in structures(rows)))
    fill_peer(rows, dataset.fields["nom"].sort_key)


def fill_peer(rows: int, key: Callable[[str], str]) -> None:
    """Write the peer's rows, themes and search table; `key` orders names as ours does."""
    from django.db import transaction

    from .peer import search
    from .peer.models import Structure, StructureTheme

    found = list(structures(rows))
    with transaction.atomic(using="peer"):
        for start in range(0, len(found), BATCH):
            some = found[start : start + BATCH]
            written = [
                Structure(
                    pk=start + rank,
                    slug=each.key,
                    name=each.name,
                    name_key=key(each.name),
                    text=each.text,
                    kind=each.kind,
                    departement=each.departement,
                    commune=each.commune.key,
                    year=each.year,
                )
                for rank, each in enumerate(some, 1)
            ]
            Structure.objects.bulk_create(written)
            StructureTheme.objects.bulk_create(
                StructureTheme(structure_id=row.pk, theme=theme)
                for row, each in zip(written, some, strict=True)
                for theme in each.themes
            )
            search.write((row.pk, row.name, row.text) for row in written)


def _forget_former(data: Path, rows: int) -> None:
    """Remove the places of this size that former code filled: half a gigabyte each."""
    for former in data.parent.glob(f"*-{rows}"):
        if former != data:
            shutil.rmtree(former, ignore_errors=True)


def _empty(database: str) -> None:
    """Give a PostgreSQL place an empty schema of its own."""
    if not database:
        return
    import psycopg

    schema = os.environ["LIEU_BENCH_SCHEMA"]
    with psycopg.connect(database, autocommit=True) as server:
        server.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        server.execute(f"CREATE SCHEMA {schema}")


def _choices(words: dict[str, str]) -> str:
    return "{" + ", ".join(f'{code}: {{fr: "{title}"}}' for code, title in words.items()) + "}"


def _digest(database: str) -> str:
    """Return what changes when a place filled before is no longer the one that would be filled."""
    found = hashlib.sha256(f"{database}\0{MANIFEST}".encode())
    storing = ("promotion", "writing", "schema", "models", "searching", "publication")
    paths = [KERNEL / "datasets" / f"{name}.py" for name in storing]
    paths += KERNEL.rglob("migrations/*.py")
    paths += (KERNEL / "datasets" / "fields").glob("*.py")
    paths += (KERNEL / "search").glob("*.py")
    here = Path(__file__).parent
    paths += [here / "records.py", here / "vocabulary.py"]
    paths += [here / "peer" / "models.py", here / "peer" / "search.py"]
    for path in sorted(path for path in paths if path.exists()):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]
