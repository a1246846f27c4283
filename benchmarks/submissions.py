"""Submissions acknowledged in a second, over HTTP, against a bare view on the same server.

python -m benchmarks submissions [--database postgresql://…]

Ours: the key checked, the form evaluated again, two records written with their versions, terms and
search documents, the journal sealed, a signed receipt. The peer: the same body parsed, one row.
"""

import http.client
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

from tests.field.client import Client, Headers, Reply, multipart
from tests.field.making import written

from .measuring import Outcome, Table, p95, said
from .options import Options
from .processes import environment
from .starting import PATIENCE, _free_port

NAME = "submissions"
#: Acknowledged in a second, our p95 in milliseconds, our rate to the peer's.
RATE, SLOWEST, SHARE, SEEN = 100.0, 300.0, 0.4, 1.0
#: Devices that send at the same moment; what all of them send in a round, and to warm up.
DEVICES, SENT, WARM = 8, 400, 40
UUID = rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
PEER = (
    "a Django view on the same server (granian, one process, eight threads), on the same database "
    "with the same settings, which parses the same multipart body and inserts one row in a "
    "transaction of its own: no key, no form, no record, no journal, no receipt."
)
MET = {
    "/data/qui/nouveau": "Le Breton",
    "/data/qui/besoins": "manger dormir",
    "/data/qui/age": "52",
    "/data/qui/position": "43.1204 5.9312 0 12",
    "/data/qui/accord": "true",
    "/data/recit/texte": "Dort près du quai depuis une semaine.",
}


@dataclass(frozen=True, slots=True)
class Round:
    """What one side did: acknowledged in a second, and how long each took, in milliseconds."""

    rate: float
    times: Sequence[float]


def run(options: Options) -> Outcome:
    """Serve both sides, send to each in turn, and compare rates."""
    with tempfile.TemporaryDirectory(prefix="lieu-submissions-") as folder:
        home = Path(folder)
        written(home / "services")
        with _place(home, options.database) as ours, _peer(home, options.database) as peer:
            xml = ours.filled(ours.form("rencontre"), MET)
            mine, theirs = _in_turn(
                options.repeats,
                min(SENT, options.rows),
                lambda count: _sent(ours.ask, ours.base, xml, count),
                lambda count: _sent(peer, "/", xml, count),
            )
            seen = _seen_elsewhere(ours, xml)
    return _outcome(options, mine, theirs, seen)


def _in_turn(
    repeats: int, sent: int, ours: Callable[[int], Round], peer: Callable[[int], Round]
) -> tuple[list[Round], list[Round]]:
    """Return the rounds of both sides, A B B A, once both are warm."""
    ours(min(WARM, sent))
    peer(min(WARM, sent))
    mine: list[Round] = []
    theirs: list[Round] = []
    for number in range(repeats):
        turn = [(ours, mine), (peer, theirs)]
        for side, kept in turn if number % 2 else turn[::-1]:
            kept.append(side(sent))
    return mine, theirs


def _outcome(
    options: Options, mine: Sequence[Round], theirs: Sequence[Round], seen: Sequence[float]
) -> Outcome:
    server = "PostgreSQL" if options.database else "SQLite"
    outcome = Outcome(NAME, f"Submissions of devices, on {server}", PEER)
    rows = []
    for name, rounds in (("ours", mine), ("peer", theirs)):
        times = [each for one in rounds for each in one.times]
        rates = [one.rate for one in rounds]
        rows.append(
            (
                name,
                f"{median(rates):.0f}",
                f"{min(rates):.0f}–{max(rates):.0f}",
                said(median(times)),
                said(p95(times)),
            )
        )
    heads = ("", "acknowledged/s", "spread", "median (ms)", "p95 (ms)")
    sent = min(SENT, options.rows)
    caption = f"{DEVICES} devices at once, {sent} submissions a round, {options.repeats} rounds"
    outcome.tables = [Table(caption, heads, tuple(rows))]
    rate = median(one.rate for one in mine)
    share = rate / median(one.rate for one in theirs)
    slow = p95([each for one in mine for each in one.times])
    outcome.aims = [
        _aim("acknowledged", rate, RATE, "/s", least=True),
        _aim("p95", slow, SLOWEST, " ms"),
        _aim("rate to the peer's", share, SHARE, "", least=True),
        _aim("seen by another device, p95", p95(seen), SEEN, " s"),
    ]
    return outcome


def _aim(name: str, found: float, aim: float, unit: str, *, least: bool = False) -> str:
    good = found >= aim if least else found <= aim
    bound = "at least" if least else "at most"
    return f"{name}: {found:.2f}{unit} (aim: {bound} {aim:g}{unit}){'' if good else ' MISSED'}"


def _sent(ask: Callable[..., Reply], base: str, xml: bytes, count: int) -> Round:
    """Send submissions from several devices at once; raises SystemExit when one is refused."""
    waiting = iter([multipart(_fresh(xml), {}) for _ in range(count)])
    lock, times = threading.Lock(), []

    def send() -> None:
        while True:
            with lock:
                found = next(waiting, None)
            if found is None:
                return
            body, kind = found
            began = time.perf_counter()
            reply = ask("POST", f"{base}submission", body, {"Content-Type": kind})
            took = (time.perf_counter() - began) * 1000
            if reply.status != 201:  # noqa: PLR2004 - what acknowledges
                raise SystemExit(f"{reply.status}: {reply.body[:300]!r}")
            times.append(took)

    threads = [threading.Thread(target=send) for _ in range(DEVICES)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != count:
        raise SystemExit(f"{count - len(times)} submissions were not acknowledged")
    return Round(count / (time.perf_counter() - began), times)


def _seen_elsewhere(ours: Client, xml: bytes) -> list[float]:
    """Return the seconds between an acknowledgement and another device's reading of the person."""
    found = []
    since = _whole(ours)
    for _ in range(20):
        fresh = _fresh(xml)
        reply = ours.send(fresh, Accept="application/json")
        acknowledged = time.perf_counter()
        wanted = json.loads(reply.body)["records"][0]["id"]
        while not _given(ours, since, wanted):
            if time.perf_counter() - acknowledged > PATIENCE:
                raise SystemExit("a person made by one device never came to another")
        found.append(time.perf_counter() - acknowledged)
    return found


def _given(ours: Client, since: str, wanted: str) -> bool:
    """Say whether a record is in what changed since a cursor, page after page."""
    return any(wanted in page for page, _next in _pages(ours, since))


def _whole(ours: Client) -> str:
    """Return the cursor after everything that is there."""
    return [after for _page, after in _pages(ours, "")][-1]


def _pages(ours: Client, since: str) -> Iterator[tuple[str, str]]:
    more = True
    while more:
        body = ours.get(f"records/personnes.json?since={since}").body.decode()
        page = json.loads(body)
        since, more = str(page["next"]), bool(page["more"])
        yield body, since


def _fresh(xml: bytes) -> bytes:
    """Return another submission that says the same: every identifier drawn again."""
    drawn: dict[bytes, bytes] = {}
    return re.sub(UUID, lambda m: drawn.setdefault(m[0], str(uuid.uuid4()).encode()), xml)


@contextmanager
def _place(home: Path, database: str) -> Iterator[Client]:
    port, data = _free_port(), home / "data"
    told = {"LIEU_SERVICES": str(home / "services")}
    told |= {"LIEU_DATABASE_URL": _apart(database)} if database else {}
    command = [sys.executable, "-m", "benchmarks.lieu"]
    given = {**environment(), **told}
    with _served(
        [*command, "run", "--no-authoring", "--data", str(data), "--port", str(port)], port, given
    ):
        asked = [*command, "key", "add", "--data", str(data), "--service", "terrain"]
        added = subprocess.run(
            [*asked, "--role", "maraudeur"], env=given, capture_output=True, text=True, check=True
        )
        key = added.stdout.strip().splitlines()[-1]
        yield Client(_asking(port), f"/key/{key}/s/terrain/")


@contextmanager
def _peer(home: Path, database: str) -> Iterator[Callable[..., Reply]]:
    port = _free_port()
    chosen = database or str(home / "peer.sqlite3")
    command = [sys.executable, "-m", "benchmarks.bare_receiver", "--database", chosen]
    with _served([*command, "--port", str(port)], port, environment()):
        yield _asking(port)


@contextmanager
def _served(command: list[str], port: int, given: dict[str, str]) -> Iterator[None]:
    server = subprocess.Popen(
        command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + PATIENCE
        while not _listens(port):
            if server.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{command} did not start")
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _listens(port: int) -> bool:
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        line.request("GET", "/healthz")
        line.getresponse().read()
    except OSError:
        return False
    return True


def _asking(port: int) -> Callable[..., Reply]:
    """Return what asks a server of this machine, over one connection per thread."""
    own = threading.local()

    def ask(method: str, path: str, body: bytes = b"", headers: Headers | None = None) -> Reply:
        for _turn in range(2):
            line = getattr(own, "line", None)
            if line is None:
                line = own.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            try:
                line.request(method, path, body, dict(headers or {}))
                answer = line.getresponse()
                return Reply(answer.status, dict(answer.getheaders()), answer.read())
            except http.client.RemoteDisconnected:  # closed by the server while nothing was asked
                own.line = None
        raise SystemExit("the server closes every connection")

    return ask


def _apart(database: str) -> str:
    """Return the address of a database of our own on the same server, made anew."""
    import psycopg

    parts = urlsplit(database)
    with psycopg.connect(database, autocommit=True) as line:
        line.execute("DROP DATABASE IF EXISTS lieu_submissions WITH (FORCE)")
        line.execute("CREATE DATABASE lieu_submissions")
    return urlunsplit(parts._replace(path="/lieu_submissions"))
