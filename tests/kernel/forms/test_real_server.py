"""On a real server: a cut connection leaves no half file, a killed process no answer lost."""

import hashlib
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from lieucommun.settings import environment
from tests.forms.server import FORM, PATIENCE, Visitor, begun, hidden, serving
from tests.kernel.jobs.doers import ROOT

from .test_large import INSIDE, QUESTIONS, ROWS, written

#: Fifty megabytes of text.
SENT = (b"Une ligne de la facture, longue de soixante-quatre signes exacts.\n" * 800_000)[
    :50_000_000
]


def multipart(fields: dict[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    edge = "frontiere-de-l-essai"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="facture.txt"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    )
    body = b"".join([*parts, head.encode(), content, f"\r\n--{edge}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={edge}"


def cut(visitor: Visitor, path: str, body: bytes, kind: str) -> None:
    """Send half of a request, then cut the connection."""
    host = urlsplit(visitor.home)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host.netloc}\r\nCookie: {visitor.cookies()}\r\n"
        f"Referer: {visitor.home}{path}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((host.hostname or "", host.port or 0), timeout=PATIENCE) as line:
        line.sendall(head.encode() + body[: len(body) // 2])


def kept(data: Path) -> list[tuple[str, int, str]]:
    """Return the files that the place knows: name, size, digest."""
    with closing(sqlite3.connect(data / "place.sqlite3")) as database:
        rows = database.execute("SELECT name, size, sha256 FROM files_attachment").fetchall()
    return [(str(name), int(size), str(sha256)) for name, size, sha256 in rows]


def test_a_file_over_a_cut_connection_is_absent_then_complete_after_a_restart(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as home:
        visitor = Visitor(home)
        question = f"{FORM}{begun(visitor)}/q/atelier/facture/"
        _path, page = visitor.get(question)
        body, kind = multipart(hidden(page), "q1", SENT)
        cut(visitor, question, body, kind)
        time.sleep(1)
        assert kept(tmp_path) == []
        _path, page = visitor.get(question)
        assert "facture.txt" not in page
    with serving(tmp_path) as home:
        visitor.home = home
        _path, page = visitor.get(question)
        body, kind = multipart(hidden(page), "q1", SENT)
        visitor.post(question, body, kind)
        digest = hashlib.sha256(SENT).hexdigest()
        assert kept(tmp_path) == [("facture.txt", len(SENT), digest)]
        _path, page = visitor.get(question)
        assert "facture.txt" in page
    contents = [each for each in tmp_path.rglob("*") if each.is_file() and each.name == digest]
    assert [hashlib.sha256(each.read_bytes()).hexdigest() for each in contents] == [digest]


def test_three_hundred_questions_and_two_hundred_rows_outlive_a_killed_server(
    tmp_path: Path,
) -> None:
    services = written(tmp_path / "services")
    data = tmp_path / "data"
    with serving(data, services) as home:
        visitor = Visitor(home)
        draft = begun(visitor)
    filled = subprocess.run(
        [sys.executable, "-m", "tests.forms.filling", draft],
        cwd=ROOT,
        env=environment.child(
            LIEU_SERVICES=str(services),
            LIEU_DATA=str(data),
            DJANGO_SETTINGS_MODULE="lieucommun.settings.embedded",
        ),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert filled.returncode == 0, filled.stderr
    with serving(data, services) as home:
        visitor.home = home
        check = f"{FORM}{draft}/check/"
        _path, page = visitor.get(check)
        assert [f"v{ROWS - 1}-{part}" in page for part in range(INSIDE)] == [True] * INSIDE
    with serving(data, services) as home:
        visitor.home = home
        _path, page = visitor.get(check)
        sent = urlencode(hidden(page)).encode()
        path, page = visitor.post(check, sent, "application/x-www-form-urlencoded")
        assert path == f"{FORM}sent/{draft}/"
    with closing(sqlite3.connect(data / "place.sqlite3")) as database:
        ((answers,),) = database.execute("SELECT answers FROM submissions_submission").fetchall()
    assert (answers.count("<row>"), answers.count("<q")) == (ROWS, QUESTIONS - 1)
