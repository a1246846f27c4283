"""A published file made into a table, against bare COPY statements of the same DuckDB.

python -m benchmarks tables
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lieucommun.settings import environment

from .measuring import Case, Outcome, Table, compare
from .options import ROOT, Options
from .place import migrate, start_django
from .processes import environment as bare_environment

NAME = "tables"
PEER = (
    "two bare `COPY` of the same DuckDB in a process of its own, with the same threads and memory: "
    "the same CSV read once for each, the same types, the official geography joined by code, the "
    "same two orders, Parquet with zstd. Nothing is checked, rejected, counted, added up or "
    "written down, and no row knows its line."
)
YEARS, SERIES = 10, 30
THREADS, MEMORY = 2, 512
#: What was hoped: a ratio of times, and a peak of memory in MB.
MOST, MOST_MEMORY = 1.3, 1_000.0
#: Years of each size; the last one when `--rows` asks for so many.
SIZES, MANY, YEARS_OF_MANY = (1, YEARS), 50_000_000, 48
TINY = 1_000

_MANIFEST = """\
service: banc
version: 0.1.0
title: Banc
privacy: none
tables:
  series:
    grain: [lieu, annee, serie]
    columns: {lieu: territory, annee: year, serie: text, valeur: money}
sources:
  banc: {file: sources/banc.yaml, into: series}
"""
_SOURCE = """\
title: Banc
provenance: {publisher: Banc, licence: CC0-1.0}
geography: 2026
columns: {lieu: {commune: commune}, annee: annee, serie: serie, valeur: valeur}
"""
#: Run in a process of its own: load, and say how long it took, and how much memory at most.
_OURS = """
import json, os, resource, sys, time
from pathlib import Path
folder, file = map(Path, sys.argv[1:3])
os.environ["LIEU_DATA"] = str(folder / "data")
os.environ["LIEU_TABLES_LARGEST"] = "10000"
os.environ["LIEU_TABLES_MEMORY"] = sys.argv[3]
os.environ["DJANGO_SETTINGS_MODULE"] = "lieucommun.settings.embedded"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tables.actions import Sent, load
opened = Folder.on_disk(folder / "banc")
service = LoadedService("banc", opened.hash, 0, 0, check(opened).manifest, opened)
began = time.perf_counter()
made = load(service, "banc", Sent(file))
seconds = time.perf_counter() - began
peak = max(resource.getrusage(each).ru_maxrss
    for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([seconds, peak / 1024, made.rows]))
"""
_PEER = """
import json, resource, sys, time
began = time.perf_counter()
import duckdb
file, geography, folder, memory, threads, whole = sys.argv[1:]
connection = duckdb.connect(":memory:")
connection.execute(f"SET threads = {threads}; SET memory_limit = '{memory}MB'")
connection.execute(f"SET temp_directory = '{folder}/spilled'; SET enable_progress_bar = false")
connection.execute(f"CREATE TABLE g AS FROM read_csv('{geography}', header=true, all_varchar=true)")
places = "g.key AS lieu, g.published AS lieu__published, g.commune AS lieu__commune, "
places += "g.epci AS lieu__epci, g.departement AS lieu__departement, g.region AS lieu__region, "
places += "'unchanged' AS lieu__why, 2026::SMALLINT AS lieu__vintage"
join = "LEFT JOIN g ON g.commune = r.commune"
if whole == "0":
    places, join = "r.commune AS lieu", ""
rows = f"SELECT {places}, TRY_CAST(annee AS SMALLINT) AS annee, serie, "
rows += "TRY_CAST(valeur AS DECIMAL(18,6)) AS valeur "
rows += f"FROM read_csv('{file}', header=true, all_varchar=true, delim=',') r {join}"
for order, name in (("annee, lieu", "rows"), ("lieu, annee", "by_territory")):
    connection.execute(f"COPY ({rows} ORDER BY {order}) TO '{folder}/{name}.parquet' "
        "(FORMAT parquet, COMPRESSION zstd)")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([time.perf_counter() - began, peak / 1024]))
"""
_ROWS = """
import json, sys
import duckdb
path, geography, first, series, most = sys.argv[1:]
connection = duckdb.connect(":memory:")
connection.execute("SET enable_progress_bar = false")
rows = "SELECT commune, annee, 'indicateur_' || lpad(serie::VARCHAR, 2, '0') AS serie, "
rows += "(hash(commune, annee, serie) % 100000000 / 100)::DECIMAL(18,2) AS valeur "
rows += f"FROM range({first}, 2024) a(annee), range({series}) s(serie), "
rows += f"(SELECT commune FROM read_csv('{geography}', header=true, all_varchar=true))"
rows += f" LIMIT {most}" if most != "0" else ""
told = connection.execute(f"COPY ({rows}) TO '{path}' (FORMAT csv, HEADER)").fetchall()
print(json.dumps([told[0][0]]))
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder to work in, with a service, the official geography, and files of some sizes."""

    home: Path

    def load(self, file: Path) -> None:
        """Load a file in this process, which has Django ready."""
        from lieucommun.kernel.services.checking import check
        from lieucommun.kernel.services.folder import Folder
        from lieucommun.kernel.services.loaded import LoadedService
        from lieucommun.kernel.tables.actions import Sent, load

        opened = Folder.on_disk(self.home / "banc")
        manifest = check(opened).manifest
        if manifest is None:
            raise SystemExit("the service of the benchmark is broken")
        load(LoadedService("banc", opened.hash, 0, 0, manifest, opened), "banc", Sent(file))

    def ours(self, file: Path) -> tuple[float, float]:
        """Load a file in a new process; return seconds, and the peak in MB of it and its child."""
        shutil.rmtree(self.home / "data", ignore_errors=True)
        seconds, peak, _ = _said(_OURS, self.home, file, MEMORY)
        return seconds, peak

    def peer(self, file: Path, *, whole: bool = True) -> tuple[float, float]:
        """Copy a file as it is; `whole`: with the territories of today of each row."""
        folder = self.home / "peer"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        given = (file, self.home / "geography.csv", folder, MEMORY, THREADS, int(whole))
        seconds, peak = _said(_PEER, *given)
        return seconds, peak


def run(options: Options) -> Outcome:
    """Load the file of every commune, ten years and thirty series; then other sizes."""
    outcome = Outcome(NAME, "Loading a table", PEER)
    home = Path(tempfile.mkdtemp(prefix="lieu-tables-"))
    try:
        environment.configure(tables_largest="10000", tables_memory=str(MEMORY))
        start_django(home / "here")
        migrate()
        _measure(outcome, _prepared(home), options)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return outcome


def _measure(outcome: Outcome, bench: Bench, options: Options) -> None:
    tiny = options.rows < TINY
    file = bench.home / "rows.csv"
    count = write_rows(file, YEARS, most=options.rows if tiny else None)
    megabytes = file.stat().st_size / 1e6
    case = Case(
        f"{count:,} rows, {megabytes:,.0f} MB",
        lambda _: bench.load(file),
        lambda _: bench.peer(file),
    )
    figure = compare(case, rounds=min(options.rounds, 2), repeats=1, warm=0)
    outcome.figures.append(figure)
    ratio = figure.ours.median / figure.peer.median
    outcome.aims.append(_aim("loading against bare COPY", ratio, MOST))
    before = os.times()
    bench.peer(file, whole=False)
    after = os.times()
    bare = after.children_user + after.children_system
    bare -= before.children_user + before.children_system
    outcome.aims.append(
        "processor time beside bare COPY of the four published columns alone, without where rows "
        f"are today: {figure.ours.cpu / 1000 / bare:.2f}"
    )
    sizes = () if tiny else (*SIZES, *((YEARS_OF_MANY,) if options.rows >= MANY else ()))
    rows, peaks = _growth(bench, file, sizes)
    if rows:
        heads = ("rows", "ours (s)", "peer (s)", "ours, peak (MB)", "peer, peak (MB)")
        outcome.tables.append(Table("Time and memory as rows grow", heads, rows))
        outcome.aims.append(_aim("peak of memory of a load, in MB", max(peaks), MOST_MEMORY))


def _growth(
    bench: Bench, file: Path, sizes: tuple[int, ...]
) -> tuple[tuple[tuple[str, ...], ...], list[float]]:
    rows, peaks = [], []
    for years in sizes:
        count = write_rows(file, years)
        seconds, peak = bench.ours(file)
        theirs, their_peak = bench.peer(file)
        figures = (f"{seconds:.1f}", f"{theirs:.1f}", f"{peak:,.0f}", f"{their_peak:,.0f}")
        rows.append((f"{count:,}", *figures))
        peaks.append(peak)
    return tuple(rows), peaks


def _prepared(home: Path) -> Bench:
    from lieucommun.kernel.territories import every

    (home / "banc" / "sources").mkdir(parents=True)
    (home / "banc" / "service.yaml").write_text(_MANIFEST, "utf-8")
    (home / "banc" / "sources" / "banc.yaml").write_text(_SOURCE, "utf-8")
    lines = ["key,published,commune,epci,departement,region"]
    for each in every("commune"):
        codes = (each.key, each.key, each.code, each.epci, each.departement, each.region)
        lines.append(",".join(code or "" for code in codes))
    (home / "geography.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return Bench(home)


def write_rows(path: Path, years: int, most: int | None = None) -> int:
    """Write a value for every commune, year and series, the same each time; return how many.

    In a process of its own: what a process took counts in the peak of those that it starts.
    """
    given = (path, path.parent / "geography.csv", 2024 - years, SERIES, most or 0)
    return int(_said(_ROWS, *given)[0])


def _said(code: str, *arguments: object) -> list[float]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**bare_environment(), "PYTHONPATH": f"{ROOT / 'src'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: list[float] = json.loads(done.stdout)
    return found


def _aim(what: str, found: float, most: float) -> str:
    missed = "" if found <= most else " MISSED"
    return f"{what}: {found:,.2f} (aim: {most:g}){missed}"
