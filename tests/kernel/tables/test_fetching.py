"""A file is fetched when asked: bounded, from public addresses, whatever redirections say."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import override_settings

from lieucommun.kernel.tables.fetching import RefusedFetch, fetched

from .trials import ROWS, stray

CONTENT = ROWS.encode()


class Site(BaseHTTPRequestHandler):
    """A site with a file, and ways to lose whoever wants it."""

    def do_GET(self) -> None:
        named = {"Content-Disposition": 'attachment; filename="aides 2018.csv"'}
        answers: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/aides.csv": (200, {}, CONTENT),
            "/export?id=1": (200, named, CONTENT),
            "/moved": (302, {"Location": "/aides.csv"}, b""),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/inside": (302, {"Location": "https://10.0.0.1/aides.csv"}, b""),
            "/plain": (302, {"Location": "http://example.org/aides.csv"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/short": (200, {"Content-Length": "1000"}, CONTENT),
            "/heavy": (200, {"Content-Length": str(10**12)}, b""),
            "/endless": (200, {}, b"x" * 3_000_000),
        }
        status, headers, body = answers.get(self.path, (404, {}, b"rien"))
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with override_settings(WEBHOOKS_LOOPBACK=True):
            yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "name"),
    [("/aides.csv", "aides.csv"), ("/export?id=1", "aides 2018.csv"), ("/moved", "aides.csv")],
)
def test_a_file_is_brought_with_its_name(site: str, path: str, name: str) -> None:
    with fetched(site + path) as found:
        assert (found.path.read_bytes(), found.name) == (CONTENT, name)
    assert not found.path.exists()
    assert stray() == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/absent", "status"), ("/loop", "hops"), ("/inside", "address"), ("/plain", "address"),
        ("/file", "address"), ("/short", "broken"), ("/heavy", "heavy"), ("/endless", "heavy"),
    ],
)  # fmt: skip
def test_what_leads_elsewhere_or_never_ends_is_refused(site: str, path: str, code: str) -> None:
    with (
        override_settings(TABLES_LARGEST=2),
        pytest.raises(RefusedFetch) as refused,
        fetched(site + path),
    ):
        pass
    assert refused.value.code == code
    assert len(str(refused.value)) > 20
    assert stray() == []


@pytest.mark.parametrize("loopback", [False, True])
def test_only_public_addresses_over_https_are_asked(site: str, *, loopback: bool) -> None:
    given = ["http://example.org/a.csv", "https://192.168.1.1/a.csv", "https://a:b@example.org/"]
    given += [] if loopback else [f"{site}/aides.csv", site.replace("http", "https")]
    for url in given:
        with (
            override_settings(WEBHOOKS_LOOPBACK=loopback),
            pytest.raises(RefusedFetch) as refused,
            fetched(url),
        ):
            pass
        assert refused.value.code == "address"
