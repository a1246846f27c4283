"""What is hidden from a viewer appears nowhere: lists, sheets, facets, search, feeds, exports.

Each record holds a word of its own in each field; an oracle that shares no code with the kernel
says which words each viewer may read.
"""

import gzip
import io
import zipfile
from typing import Any

import pytest
import yaml

from lieucommun.kernel.people.models import RoleGrant
from tests.blocks.trial import SLUG, Trial
from tests.kernel.datasets.oracle import Sample, seen
from tests.place import TRIALS

pytestmark = pytest.mark.django_db

ROOT = f"/s/{SLUG}/"
WORDED = ("nom", "texte", "surnom", "secret", "interne")
SEARCHED = ("nom", "surnom", "secret")
STATES = ("publie", "propose", "propose", "publie", "retire", "publie")
SHARED = (False, True, False, True, True, None)
VIEWERS = (
    "anyone",
    "sans-role",
    "agent",
    "agent-sud",
    "lecteur",
    "statistique",
    "coordination",
    "agent-lecteur",
    "agent-statistique",
)
LISTS = ("lieux/brut/", "carte/", "lieux/", "coulisses/")
KINDS = ("json", "csv", "xlsx", "ods", "geojson", "points")


class Cabinet(Trial):
    """Records of both organisations, in every state, each field with a word of its own."""

    def __init__(self) -> None:
        super().__init__()
        for pair in ("agent-lecteur", "agent-statistique"):
            self.people[pair] = person = self.person("agent", self.north)
            RoleGrant.objects.create(person=person, service=SLUG, role=pair.partition("-")[2])
        homes = (self.north, self.north, self.south, self.south, None, None)
        self.add(dataset="reperes", code="ombre", titre="zqtitre77", state="cache")
        self.uuids: list[str] = []
        self.samples: list[Sample] = []
        for rank, home in enumerate(homes):
            values: dict[str, Any] = {name: word(name, rank) for name in WORDED}
            values["position"] = {"lat": 45.1234567 + rank, "lon": 4.7654321}
            values["partage"] = SHARED[rank]
            data = {**values, "code": f"zqcode{rank}", "repere": "ombre", "genre": "cafe"}
            self.uuids.append(self.add(state=STATES[rank], organisation=home, **data))
            owner = home.pk if home else None
            self.samples.append(Sample(data, STATES[rank], owner, None))

    def sights(self, who: str) -> list[dict[str, float] | None]:
        viewer = self.viewer(who)
        return [seen(SPEC, viewer, sample) for sample in self.samples]

    def words(self, who: str) -> tuple[set[str], set[str]]:
        """Return the words that a viewer may read, and those that must appear nowhere."""
        allowed: set[str] = set()
        every: set[str] = set()
        for rank, sight in enumerate(self.sights(who)):
            for name in WORDED:
                every.add(word(name, rank))
                if sight is not None and sight.get(name) == 0:
                    allowed.add(word(name, rank))
            every |= {f"zqcode{rank}", self.uuids[rank], f"{45 + rank}.1234567"}
            if sight is not None:
                allowed |= {f"zqcode{rank}", self.uuids[rank]}
                if sight.get("position") == 0:
                    allowed.add(f"{45 + rank}.1234567")
        if who != "coordination":
            every.add("zqtitre77")
        return allowed, every - allowed


def word(name: str, rank: int) -> str:
    return f"zq{name}{rank}77"


def _spec() -> dict[str, Any]:
    found = yaml.safe_load((TRIALS / SLUG / "service.yaml").read_text("utf-8"))
    spec: dict[str, Any] = found["datasets"]["lieux"]
    for rule in spec["access"].values():
        read = rule.get("read", [])
        rule["read"] = read if isinstance(read, list) else [read]
    return spec


SPEC = _spec()


@pytest.fixture
def cabinet(db: None) -> Cabinet:  # noqa: ARG001
    return Cabinet()


def read(cabinet: Cabinet, who: str, address: str) -> str:
    """Return everything an answer says, workbooks unpacked; "" when it is refused."""
    answer = cabinet.client(who).get(ROOT + address)
    if answer.status_code in {302, 403, 404}:
        return str(answer.headers)
    assert answer.status_code == 200, address
    body = answer.getvalue()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    if body.startswith(b"\x1f\x8b"):
        body = gzip.decompress(body)
    return body.decode("utf-8", "replace") + str(answer.headers)


@pytest.mark.parametrize("who", VIEWERS)
def test_hidden_words_appear_nowhere(cabinet: Cabinet, who: str) -> None:
    _, hidden = cabinet.words(who)
    queries = ["view=map", "sort=surnom", "sort=-interne", "genre=cafe", "near=47.12,4.76&km=300"]
    addresses = [*LISTS, *(f"coulisses/?{query}" for query in queries)]
    addresses += [f"{path}?format={kind}" for path in LISTS[-2:] for kind in KINDS]
    addresses += [f"{path}feed/" for path in LISTS[-2:]]
    addresses += ["file/", "compte/", "_folder/"]
    for address in addresses:
        found = read(cabinet, who, address)
        assert [one for one in hidden if one in found] == [], address


@pytest.mark.parametrize("who", VIEWERS)
def test_hidden_words_appear_on_no_sheet(cabinet: Cabinet, who: str) -> None:
    _, hidden = cabinet.words(who)
    for rank, uuid in enumerate(cabinet.uuids):
        sight = cabinet.sights(who)[rank]
        for key in (f"zqcode{rank}", uuid):
            answer = cabinet.client(who).get(f"{ROOT}coulisses/{key}/")
            assert answer.status_code == (404 if sight is None else 200)
            # The address asked for is written in the page that says there is nothing.
            found = answer.getvalue().decode().replace(key, "")
            assert [one for one in hidden if one in found] == [], (key, who)
            case = read(cabinet, who, f"file/{key}/").replace(key, "")
            assert [one for one in hidden if one in case] == [], (key, who)


@pytest.mark.parametrize("who", VIEWERS)
def test_all_that_may_be_read_is_there(cabinet: Cabinet, who: str) -> None:
    allowed, _ = cabinet.words(who)
    found = read(cabinet, who, "coulisses/?format=json")
    assert [one for one in sorted(allowed) if one not in found] == []


@pytest.mark.parametrize("who", VIEWERS)
def test_search_reaches_no_hidden_word(cabinet: Cabinet, who: str) -> None:
    client, sights = cabinet.client(who), cabinet.sights(who)
    for rank, sight in enumerate(sights):
        for name in SEARCHED:
            shown = sight is not None and sight.get(name) == 0
            asked = {"q": word(name, rank), "format": "json"}
            found = client.get(f"{ROOT}coulisses/", asked).json()
            keys = [item["key"] for item in found["items"]]
            assert keys == ([f"zqcode{rank}"] if shown else []), (who, name, rank)
            assert found["count"] == len(keys)


@pytest.mark.parametrize("who", VIEWERS)
def test_facets_count_no_hidden_value(cabinet: Cabinet, who: str) -> None:
    client, sights = cabinet.client(who), cabinet.sights(who)
    facets = client.get(f"{ROOT}coulisses/", {"format": "json"}).json()["facets"]
    for name in ("surnom", "interne", "genre"):
        shown = [rank for rank, sight in enumerate(sights) if sight and sight.get(name) == 0]
        counted = {value["value"]: value["count"] for value in facets[name]}
        if name == "genre":
            assert counted == ({"cafe": len(shown)} if shown else {})
            continue
        assert counted == {word(name, rank): 1 for rank in shown}
        for rank in (0, 1, 2):
            asked = {name: word(name, rank), "format": "json"}
            found = client.get(f"{ROOT}coulisses/", asked).json()
            assert found["count"] == (1 if rank in shown else 0)


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("name", ["surnom", "interne"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_order_tells_nothing_of_hidden_values(
    cabinet: Cabinet, who: str, name: str, sign: str
) -> None:
    sights = cabinet.sights(who)
    readable = [rank for rank, sight in enumerate(sights) if sight is not None]
    shown = [rank for rank in readable if (sights[rank] or {}).get(name) == 0]
    others = [rank for rank in readable if rank not in shown]
    if sign:
        shown, others = shown[::-1], others[::-1]
    asked = {"sort": f"{sign}{name}", "format": "json"}
    found = cabinet.client(who).get(f"{ROOT}coulisses/", asked).json()
    assert [item["key"] for item in found["items"]] == [f"zqcode{rank}" for rank in shown + others]


@pytest.mark.parametrize("who", VIEWERS)
def test_nearness_tells_nothing_of_hidden_places(cabinet: Cabinet, who: str) -> None:
    client, sights = cabinet.client(who), cabinet.sights(who)
    for rank, sight in enumerate(sights):
        exact = sight is not None and sight.get("position") == 0
        asked = {"near": f"{45.1234567 + rank},4.7654321", "km": "1", "format": "json"}
        found = client.get(f"{ROOT}coulisses/", asked).json()
        assert found["count"] == int(exact)


def test_blurred_place_is_shown_blurred(cabinet: Cabinet) -> None:
    client = cabinet.client("agent-sud")
    found = client.get(f"{ROOT}coulisses/", {"format": "json"}).json()
    (place,) = [item["data"]["position"] for item in found["items"] if item["key"] == "zqcode1"]
    assert place["lat"] != 46.1234567
    assert abs(place["lat"] - 46.1234567) < 0.003
    assert str(place["lat"]) in client.get(f"{ROOT}coulisses/zqcode1/").content.decode()


def test_search_over_everything_finds_only_what_anyone_reads(cabinet: Cabinet) -> None:
    allowed, _ = cabinet.words("anyone")
    for who in ("anyone", "coordination"):
        client = cabinet.client(who)
        for rank in range(len(cabinet.samples)):
            for name in ("nom", "surnom"):
                one = word(name, rank)
                text = client.get("/search/", {"q": one}).content.decode()
                assert (f"zqcode{rank}" in text) is (one in allowed), (who, one)


def test_record_withdrawn_since_is_gone_everywhere(cabinet: Cabinet) -> None:
    from lieucommun.kernel.datasets.actions import SYSTEM, move_record

    assert "zqcode0" in read(cabinet, "anyone", "lieux/?format=json")
    move_record(cabinet.dataset(), cabinet.uuids[0], "retirer", by=SYSTEM)
    for address in ("lieux/", "lieux/?format=csv", "lieux/feed/", "lieux/?q=zqnom0", "carte/"):
        assert word("nom", 0) not in read(cabinet, "anyone", address)
    assert cabinet.client().get(f"{ROOT}lieux/zqcode0/").status_code == 404
