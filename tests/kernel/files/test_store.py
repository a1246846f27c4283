"""Both stores keep, give in parts, list and let go alike; the bucket is that of a real server."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lieucommun.kernel.files.store import MissingContent, Store
from lieucommun.kernel.files.store.bucket import Bucket
from lieucommun.kernel.files.store.local import LocalFolder

CONTENT = bytes(range(256)) * 3_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server that speaks S3, with one bucket."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"s3://key:secret@{host}:{port}/lieu?tls=0"
    Bucket(url).bucket.create()
    yield url
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return LocalFolder(str(tmp_path / "files"))
    return Bucket(request.getfixturevalue("address"))


def test_a_content_comes_and_goes(kept: Store, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes(CONTENT)
    assert not kept.has(SHA256)
    kept.put(sent, SHA256)
    kept.put(sent, SHA256)
    assert (kept.has(SHA256), kept.size(SHA256)) == (True, len(CONTENT))
    assert b"".join(kept.read(SHA256)) == CONTENT
    assert b"".join(kept.read(SHA256, 10, 20)) == CONTENT[10:20]
    assert b"".join(kept.read(SHA256, 500_000)) == CONTENT[500_000:]
    assert [(one.sha256, one.size) for one in kept.every()] == [(SHA256, len(CONTENT))]
    kept.delete(SHA256)
    kept.delete(SHA256)
    assert not kept.has(SHA256)
    assert list(kept.every()) == []


def test_what_is_not_there_is_missing(kept: Store) -> None:
    for read in (kept.size, kept.read):
        with pytest.raises(MissingContent):
            read("0" * 64)


@pytest.mark.parametrize("url", ["https://host/bucket", "s3://host", "s3:///bucket"])
def test_an_address_that_lacks_something_says_what(url: str) -> None:
    with pytest.raises(ValueError, match=r"LIEU_FILES_URL must read s3://"):
        Bucket(url)
