"""Portraits printed in a batch, against WeasyPrint on the same content in the same run.

python -m benchmarks portraits
"""

import re
import resource
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from lieucommun.kernel.documents.charts import draw
from lieucommun.kernel.documents.printing.batch import Printed, printed_batch
from lieucommun.kernel.documents.printing.portraits import Portrait

from .measuring import Figure, Outcome, Side, Table, p95, said
from .options import Options
from .place import start_django
from .portrayed import CHARTS, COMMUNES, html_of, portrait

NAME = "portraits"
PEER = (
    "WeasyPrint, from HTML made of the same data, tagged for PDF/UA-1 too, with the same fonts; "
    "it is asked for one portrait after every tenth of ours, in one process that keeps its fonts. "
    "Ours are PDF/UA-1 and PDF/A-2a."
)
COUNT, EVERY = 200, 10
MOST_MS, LEAST_RATIO = 150, 4
Peer = Callable[[Portrait], object]


@dataclass(slots=True)
class _Race:
    """Times of both, in milliseconds; the peer prints one after every tenth of ours."""

    portraits: list[Portrait]
    peer: Peer | None
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    theirs_cpu: list[float] = field(default_factory=list)
    peak: int = 0

    def told(self, printed: Printed) -> None:
        self.ours.append(printed.seconds * 1000)
        self.peak = max(self.peak, _children_peak())
        if self.peer is None or printed.count % EVERY:
            return
        started, cpu = perf_counter(), process_time()
        self.peer(self.portraits[printed.count - 1])
        self.theirs.append((perf_counter() - started) * 1000)
        self.theirs_cpu.append((process_time() - cpu) * 1000)


def run(options: Options) -> Outcome:
    """Print the batch, and what the peer prints of it; measure each kind of chart."""
    with tempfile.TemporaryDirectory() as home:
        start_django(Path(home))  # words of charts are in the language of the reader
        return _measured(options)


def _measured(options: Options) -> Outcome:
    portraits = [portrait(rank) for rank in range(min(COUNT, options.rows))]
    peer, absent = _weasyprint()
    race = _Race(portraits, peer)
    if peer:
        peer(portraits[0])  # its fonts are read once, as ours are
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "portraits.zip"
        batch = printed_batch(iter(portraits), out, race.told)
        weight = out.stat().st_size
    if batch.failures:
        raise RuntimeError(f"not printed: {batch.failures[0]}")
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (children.ru_utime + children.ru_stime) * 1000 / len(portraits)
    outcome = Outcome(NAME, "Portraits", PEER if peer else f"None: {absent}")
    name = f"{len(portraits)} portraits, a map of {COMMUNES} communes"
    ours = Side(statistics.median(race.ours), p95(race.ours), cpu)
    met = ours.median <= MOST_MS
    outcome.aims = [_aim(f"median (ms, aim: at most {MOST_MS})", ours.median, is_met=met)]
    if race.theirs:
        theirs = Side(
            statistics.median(race.theirs), p95(race.theirs), statistics.median(race.theirs_cpu)
        )
        outcome.figures = [_figure(name, race, ours, theirs)]
        ratio = theirs.median / ours.median
        outcome.aims.append(
            _aim(f"times faster (aim: at least {LEAST_RATIO})", ratio, is_met=ratio >= LEAST_RATIO)
        )
    outcome.tables = [_sizes(name, ours, weight // len(portraits), race.peak), _charts()]
    return outcome


def _children_peak() -> int:
    """Return the most memory that a child of this process has used so far, in kB.

    Not that of `getrusage`: it counts what a child was before it became another program.
    """
    peaks = [0]
    for path in Path("/proc/self/task").glob("*/children"):
        for child in path.read_text().split():
            found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child}/status").read_text())
            peaks.append(int(found[1]) if found else 0)
    return max(peaks)


def _weasyprint() -> tuple[Peer | None, str]:
    """Return what prints HTML with WeasyPrint, or why it cannot: it needs Pango."""
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as error:
        return None, f"WeasyPrint could not be loaded ({str(error).splitlines()[0]})"
    fonts = FontConfiguration()

    def printed(each: Portrait) -> object:
        page = HTML(string=html_of(each))
        return page.write_pdf(pdf_variant="pdf/ua-1", font_config=fonts)

    return printed, ""


def _figure(name: str, race: _Race, ours: Side, theirs: Side) -> Figure:
    """Return the times of both, with the spread of the ratio of p95 over thirds of the run."""
    third = max(1, len(race.theirs) // 3)
    parts = [
        p95(race.ours[at * EVERY : (at + third) * EVERY]) / p95(race.theirs[at : at + third])
        for at in range(0, third * 3, third)
        if race.theirs[at : at + third]
    ]
    return Figure(
        name, ours, theirs, ratio=ours.p95 / theirs.p95, least=min(parts), most=max(parts),
        cpu_ratio=ours.cpu / theirs.cpu,
    )  # fmt: skip


def _sizes(name: str, ours: Side, weight: int, kilobytes: int) -> Table:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = (
        ("ours: the process that prints", f"{kilobytes / 1024:.0f}"),
        ("this process: it makes the data, and runs the peer", f"{peak / 1024:.0f}"),
    )
    caption = f"{name}: {said(ours.median)} ms and {weight / 1000:.0f} kB each; peak memory"
    return Table(caption, ("", "MB"), rows)


def _charts() -> Table:
    """Return how long each kind of chart takes, the first of all apart, and its weight."""
    rows = []
    for kind, chart in CHARTS.items():
        times: list[float] = []
        weight = 0
        for rank in range(21):
            started = perf_counter()
            weight = len(draw(chart, "fr", size="small", prefix=f"c{rank}").svg)
            times.append((perf_counter() - started) * 1000)
        first, *rest = times
        rows.append((kind, said(first), said(statistics.median(rest)), f"{weight / 1000:.1f}"))
    heads = ("", "first (ms)", "next, median (ms)", "SVG (kB)")
    return Table("Charts; the portraits were made of some already", heads, tuple(rows))


def _aim(name: str, found: float, *, is_met: bool) -> str:
    return f"{name}: {found:.2f}{'' if is_met else ' MISSED'}"
