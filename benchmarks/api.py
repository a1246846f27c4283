"""A page of the API, against a bare Django view that answers the same rows in JSON.

python -m benchmarks api [--rows 100000] [--database postgresql://…]
"""

import json
from typing import Any

from django.test import Client, override_settings

from .measuring import Case, Outcome, compare
from .options import Options
from .peer.middleware import MIDDLEWARE

NAME = "api"
AIM = 1.5
SIZE = 100
PEER = (
    f"a bare Django view of the same rows, {SIZE} to a page by name: a model with columns and "
    "indexes, themes in a table of their own, a total, the middleware of `startproject`, a "
    "JsonResponse; no access rules, no languages, no tags, no count of calls. That both answer the "
    "same rows, values and total is checked first."
)


def run(options: Options) -> Outcome:
    """Fill a place, check that both sides agree, time them."""
    from .place import DATASET, SERVICE, open_place

    open_place(options.rows, options.database, fresh=options.fresh)
    ours = f"/api/services/{SERVICE}/datasets/{DATASET}/records?size={SIZE}&sort=nom"
    peer = f"/json/?size={SIZE}"
    mine, theirs = (Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="fr") for _ in range(2))
    mine.get(ours)
    with override_settings(MIDDLEWARE=MIDDLEWARE):  # read at the first request, then kept
        theirs.get(peer)
    same(mine.get(ours).content, theirs.get(peer).content)
    case = Case("list", lambda _: mine.get(ours), lambda _: theirs.get(peer))
    figure = compare(
        case, rounds=options.rounds, repeats=options.repeats, server=bool(options.database)
    )
    outcome = Outcome(NAME, f"A page of the API over {options.rows:,} records", PEER, [figure])
    missed = "" if figure.ratio <= AIM else " MISSED"
    outcome.aims = [f"list: p95 ratio {figure.ratio:.2f} (aim: at most {AIM}){missed}"]
    return outcome


def same(ours: bytes, peer: bytes) -> None:
    """Stop unless both sides gave the same rows and the same total."""
    mine, theirs = json.loads(ours), json.loads(peer)
    found = [_bare(each["data"]) for each in mine["items"]]
    if (found, mine["count"]) != (theirs["items"], theirs["count"]) or not found:
        raise SystemExit(f"not the same answers\n{ours[:500]!r}\n{peer[:500]!r}")


def _bare(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "themes": sorted(data["themes"])}
