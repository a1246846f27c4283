"""The field app on a slow telephone, without a network: Chromium with its processor slowed 4 times.

python -m benchmarks field
"""

import json
import re
import statistics
import time
import urllib.request
from typing import TYPE_CHECKING, Any, NamedTuple

from .measuring import Outcome, Table, p95, said
from .options import Options

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

NAME = "field"
SLOWED = 4
PEOPLE = 10_000
COLD_START, ANSWER, SEARCH, FIRST_LOAD = 1500, 100, 200, 400_000
PEER = (
    "what the same slowed browser does at least, in the same run. Cold start: a page that the same "
    "service worker gives, with the same style sheets and one heading, from the address to its "
    "first paint. An answer: a bare textarea, from the key to the next paint. A search: "
    "`Array.filter` with `includes` over as many lower-cased names, then the next paint of a list "
    "of the first ones. First load: the same files as they are on the disk, not compressed."
)
WORDS = ("m", "ma", "mar", "mari", "marie", "marie m", "elodie 77", "dubois", "zoe 9", "oz", "zzz")
_FIRST = ("Léa", "Zoé", "Ali", "Jean", "Marie", "Noé", "Inès", "Élodie", "Karim", "Søren")
_LAST = ("Martin", "Bernard", "Dubois", "Petit", "Garcia", "Lefèvre", "Nguyen", "Diallo", "Öztürk")
#: From an event to what the screen shows next.
_PAINTED = "await new Promise(done => requestAnimationFrame(() => setTimeout(done)));"
_TYPED = f"""async ([selector, text]) => {{
  const field = document.querySelector(selector);
  field.value = text;
  const begun = performance.now();
  field.dispatchEvent(new Event('input', {{bubbles: true}}));
  {_PAINTED}
  return performance.now() - begun;
}}"""
_BARE = """() => {
  document.getElementById('bare')?.remove();
  const area = document.createElement('textarea');
  area.id = 'bare';
  document.getElementById('field').append(area);
}"""
_FILTER = f"""async ([names, word]) => {{
  const list = document.getElementById('names') ?? document.createElement('ul');
  list.id = 'names';
  document.getElementById('field').append(list);
  globalThis.folded ??= names.map(name => name.toLowerCase());
  const begun = performance.now();
  const found = globalThis.folded.filter(name => name.includes(word)).slice(0, 50);
  list.replaceChildren(...found.map(name => {{
    const line = document.createElement('li');
    line.textContent = name;
    return line;
  }}));
  {_PAINTED}
  return performance.now() - begun;
}}"""
#: Puts a page with nothing but its style in the place of the app's, or that of the app again.
_SWAP = """async ([path, bare]) => {
  const name = (await caches.keys()).find(each => each.startsWith('lieu-field'));
  const cache = await caches.open(name);
  const kept = `${path}?kept`;
  if (!(await cache.match(kept))) await cache.put(kept, await cache.match(path));
  const styles = [...document.querySelectorAll('link[rel=stylesheet]')].map(each => each.outerHTML);
  const html = `<!doctype html><html lang="fr"><title>Rien</title>${styles.join('')}<h1>Rien</h1>`;
  const headers = {'Content-Type': 'text/html; charset=utf-8'};
  await cache.put(path, bare ? new Response(html, {headers}) : await cache.match(kept));
}"""
_FIRST_PAINT = """() => new Promise(done => {
  const seen = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
  const look = () => seen() ? done(seen()) : setTimeout(look, 10);
  look();
})"""
_DRAWN = """selector => new Promise(done => {
  const look = () => document.querySelector(selector)
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now()))) : setTimeout(look, 5);
  look();
})"""


class Pair(NamedTuple):
    """Times of ours and of the limit, in milliseconds."""

    name: str
    ours: list[float]
    limit: list[float]
    aim: float


def run(options: Options) -> Outcome:
    """Serve the trial, put 10,000 persons on a telephone, cut the network, measure."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM_ARGUMENTS
    from tests.journeys.field.device import PHONE, Device, until
    from tests.journeys.field.ground import Ground
    from tests.journeys.field.relay import Answer, Relay
    from tests.requirements import CHROMIUM

    with Ground() as ground, sync_playwright() as playwright:
        relay = Relay(ground.port)
        relay.instead["/records/personnes.json"] = Answer(200, _people())
        relay.start()
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS)
        device = Device(browser.new_context(**PHONE), relay.app)
        device.enter(ground.key("port"))
        until(lambda: len(device.store("records")) >= PEOPLE, "everyone on the device")
        sizes = _first_load(ground.address, ground.app)
        device.context.set_offline(True)
        relay.stop()
        pairs = _measured(device, options)
        browser.close()
    return _outcome(pairs, sizes)


def _measured(device: Any, options: Options) -> list[Pair]:
    page: Page = device.page
    slow: CDPSession = device.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    starts = _cold_starts(page, device.app, max(5, options.rounds // 3))
    page.goto("about:blank")
    page.goto(device.app)
    page.locator(".latest a, .empty").first.wait_for()
    page.wait_for_timeout(4000)  # the engine is made ready after the first screen
    searches = _searches(device, options.repeats)
    answers = _answers(device, options.rounds)
    return [starts, answers, searches]


def _cold_starts(page: "Page", app: str, rounds: int) -> Pair:
    """Ours: until the last thing of home is drawn; the limit: until a heading is painted."""
    path = f"/s/{app.partition('/s/')[2]}"
    ours, limit = [], []
    for number in range(rounds):
        for mine in (True, False) if number % 2 else (False, True):
            page.evaluate(_SWAP, [path, not mine])
            page.goto("about:blank")
            page.goto(app, wait_until="commit")
            if mine:
                ours.append(page.evaluate(_DRAWN, ".latest a, .empty"))
                page.wait_for_timeout(1500)
            else:
                limit.append(page.evaluate(_FIRST_PAINT))
    page.evaluate(_SWAP, [path, False])
    return Pair("cold start, offline, to home drawn", ours, limit, COLD_START)


def _answers(device: Any, rounds: int) -> Pair:
    """Each key typed in a form of seven questions, against a key in a bare field."""
    page: Page = device.page
    page.goto("about:blank")
    page.goto(device.app)
    page.locator(".thumb .button-main").click()
    page.locator("[data-kind=text] input").wait_for()
    page.wait_for_timeout(2000)
    page.evaluate(_BARE)
    ours, limit = [], []
    for number in range(rounds):
        text = "Bonjour à tous, il fait froid ce soir"[: number + 1]
        ours.append(page.evaluate(_TYPED, ["[data-kind=text] input", text]))
        limit.append(page.evaluate(_TYPED, ["#bare", text]))
        page.wait_for_timeout(60)
    return Pair("an answer, from a key to the paint", ours, limit, ANSWER)


def _searches(device: Any, repeats: int) -> Pair:
    page: Page = device.page
    page.goto(f"{device.app}#/search")
    page.locator("#search").wait_for()
    names = _names()
    ours, limit = [], []
    for _ in range(repeats):
        for word in WORDS:
            ours.append(page.evaluate(_TYPED, ["#search", word]))
            limit.append(page.evaluate(_FILTER, [names, word]))
    return Pair(f"a search among {PEOPLE:,} persons", ours, limit, SEARCH)


def _first_load(address: str, app: str) -> dict[str, tuple[int, int]]:
    """Return what each file of a first visit weighs, on the wire and on the disk."""
    shell = _read(app)[1].decode()
    told = json.loads(shell.partition('id="field-data"')[2].partition(">")[2].partition("</")[0])
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', shell)
    found = {"the page": _weights(app)}
    for path in (*files, told["assets"]["engine"]):
        found[re.sub(r"\.\w{12}(?=\.)", "", path.rpartition("/")[2])] = _weights(address + path)
    return found


def _weights(address: str) -> tuple[int, int]:
    small, _ = _read(address, "gzip")
    return small, len(_read(address)[1])


def _read(address: str, encoding: str = "identity") -> tuple[int, bytes]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
        body = answer.read()
    return len(body), body


def _names() -> list[str]:
    return [
        f"{_FIRST[index % len(_FIRST)]} {_LAST[index // 7 % len(_LAST)]} {index}"
        for index in range(PEOPLE)
    ]


def _people() -> bytes:
    """Return 10,000 persons as the place tells them."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    mine = {"id": "port", "name": "Équipe du port", "mine": True}
    records = [
        {
            "id": f"00000000-0000-4000-8000-{index:012}",
            "version": 1,
            "label": name,
            "state": None,
            "updated": now,
            "organisation": mine,
            "shared": False,
            "data": {"surnom": name, "age": 20 + index % 60, "besoins": ["manger"]},
        }
        for index, name in enumerate(_names())
    ]
    told = {"next": "trial", "more": False, "reset": False, "records": records, "gone": []}
    return json.dumps(told, ensure_ascii=False).encode()


def _outcome(pairs: list[Pair], sizes: dict[str, tuple[int, int]]) -> Outcome:
    rows = tuple(
        (
            pair.name,
            f"{said(statistics.median(pair.ours))} / {said(p95(pair.ours))}",
            f"{said(statistics.median(pair.limit))} / {said(p95(pair.limit))}",
            f"{statistics.median(pair.ours) / statistics.median(pair.limit):.2f}",
            f"{p95(pair.ours) / p95(pair.limit):.2f}",
        )
        for pair in pairs
    )
    heads = ("", "ours, median / p95 (ms)", "limit, median / p95 (ms)", "of medians", "of p95")
    wire, disk = (sum(each) for each in zip(*sizes.values(), strict=True))
    weighed = tuple((name, f"{small:,}", f"{whole:,}") for name, (small, whole) in sizes.items())
    tables = [
        Table(f"Times, with the processor slowed {SLOWED} times", heads, rows),
        Table(
            "First load, in bytes",
            ("", "on the wire", "on the disk"),
            (*weighed, ("all of it", f"{wire:,}", f"{disk:,}")),
        ),
    ]
    outcome = Outcome(NAME, "The field app on a slow telephone", PEER, tables=tables)
    outcome.aims = [
        _aim(f"{pair.name}: p95 {said(p95(pair.ours))} ms", p95(pair.ours), pair.aim, "ms")
        for pair in pairs
    ]
    told = f"first load: {wire:,} bytes, {wire / disk:.2f} of what is on the disk"
    outcome.aims.append(_aim(told, wire, FIRST_LOAD, "bytes"))
    return outcome


def _aim(told: str, found: float, aim: float, unit: str) -> str:
    verdict = "" if found <= aim else " MISSED"
    return f"{told} (aim: at most {aim:,.0f} {unit}){verdict}"
