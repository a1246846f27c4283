"""Contents in a bucket that speaks S3: `files/ab/cd/abcd…`, read and written by the place alone."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from .base import HASH, Kept, MissingContent

PIECE = 256 * 1024
GONE = {"404", "NoSuchKey", "NotFound"}


class Bucket:
    """A bucket, by `s3://key:secret@host/bucket?region=…`; `tls=0` for one on a local network."""

    def __init__(self, url: str) -> None:
        self.bucket = _open(url)

    def put(self, path: Path, sha256: str) -> None:
        with path.open("rb") as file:
            self.bucket.upload_fileobj(file, _key(sha256))

    def has(self, sha256: str) -> bool:
        try:
            self.size(sha256)
        except MissingContent:
            return False
        return True

    def size(self, sha256: str) -> int:
        with _missing(sha256):
            return int(self.bucket.Object(_key(sha256)).content_length)

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        whole = not start and end is None
        span = {"Range": f"bytes={start}-{'' if end is None else end - 1}"}
        with _missing(sha256):
            found = self.bucket.Object(_key(sha256)).get(**({} if whole else span))
        pieces: Iterator[bytes] = found["Body"].iter_chunks(PIECE)
        return pieces

    def delete(self, sha256: str) -> None:
        self.bucket.Object(_key(sha256)).delete()

    def every(self) -> Iterator[Kept]:
        for found in self.bucket.objects.filter(Prefix="files/"):
            sha256 = found.key.rpartition("/")[2]
            if HASH.fullmatch(sha256):
                yield Kept(sha256, found.size, found.last_modified)


def _open(url: str) -> Any:
    from storages.backends.s3 import S3Storage

    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname or not parts.path.strip("/"):
        raise ValueError(
            "LIEU_FILES_URL must read s3://key:secret@host/bucket; "
            "the scheme, the host or the name of the bucket is missing."
        )
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    scheme = "http" if asked.get("tls") == "0" else "https"
    port = f":{parts.port}" if parts.port else ""
    opened = S3Storage(
        access_key=unquote(parts.username or "") or None,
        secret_key=unquote(parts.password or "") or None,
        bucket_name=unquote(parts.path.strip("/")),
        region_name=asked.get("region") or "us-east-1",
        endpoint_url=f"{scheme}://{parts.hostname}{port}",
        addressing_style="path",
    )
    return opened.bucket


def _key(sha256: str) -> str:
    if not HASH.fullmatch(sha256):
        raise MissingContent(sha256)
    return f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextlib.contextmanager
def _missing(sha256: str) -> Iterator[None]:
    """Say that a content is not there in our own words."""
    from botocore.exceptions import ClientError

    try:
        yield
    except ClientError as error:
        if str(error.response.get("Error", {}).get("Code")) in GONE:
            raise MissingContent(sha256) from None
        raise
