"""An OpenRosa client: form list, forms, manifest, media, entity lists, integrity, submission.

It reads forms with the engine of the platform, and nothing else of it: what it knows comes over
the wire. `ask` sends a request and gives status, headers and body: the test client or a socket.
"""

import csv
import datetime as dt
import io
import uuid as uuids
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Protocol
from urllib.parse import urlsplit

from lxml import etree

from lieucommun.engines.xforms import Answers, Form, compile_form

EDGE = "limite-de-l-essai"
Headers = Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What was answered."""

    status: int
    headers: Headers
    body: bytes

    @property
    def message(self) -> str:
        found = etree.fromstring(self.body).find("{*}message")
        assert found is not None
        return found.text or ""


class Ask(Protocol):
    """Sends a request."""

    def __call__(
        self, method: str, path: str, body: bytes = b"", headers: Headers | None = None
    ) -> Reply:
        """Return what is answered."""


@dataclass
class Client:
    """A device at a base address, with what it downloaded."""

    ask: Ask
    base: str
    headers: dict[str, str] = field(default_factory=dict)
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))

    def get(self, address: str, **headers: str) -> Reply:
        """Get an address, whole or under the base."""
        parts = urlsplit(address)
        path = parts.path if parts.netloc else self.base + parts.path
        asked = f"{path}?{parts.query}" if parts.query else path
        told = {"X-OpenRosa-Version": "1.0", **self.headers, **headers}
        return self.ask("GET", asked, b"", told)

    def forms(self) -> dict[str, dict[str, str]]:
        """Return the forms by their id, each as its elements."""
        reply = self.get("formList")
        assert reply.status == 200, reply.body
        found = {}
        for each in etree.fromstring(reply.body):
            parts = {etree.QName(part).localname: part.text or "" for part in each}
            found[parts["formID"]] = parts
        return found

    def manifest(self, address: str) -> dict[str, dict[str, str]]:
        """Return the files of a form by their name."""
        reply = self.get(address)
        assert reply.status == 200, reply.body
        found = {}
        for each in etree.fromstring(reply.body):
            parts = {etree.QName(part).localname: part.text or "" for part in each}
            found[parts["filename"]] = {**parts, "type": each.get("type", "")}
        return found

    def form(self, name: str) -> Form:
        """Download a form with all its files, and compile it."""
        listed = self.forms()[name]
        source = self.get(listed["downloadUrl"]).body
        files = {}
        if listed.get("manifestUrl"):
            for file, parts in self.manifest(listed["manifestUrl"]).items():
                files[file] = self.get(parts["downloadUrl"]).body
        return compile_form(source, files)

    def entities(self, dataset: str, form: str) -> dict[str, dict[str, str]]:
        """Return an entity list by identifier."""
        manifest = self.manifest(self.forms()[form]["manifestUrl"])
        content = self.get(manifest[f"{dataset}.csv"]["downloadUrl"]).body.decode()
        return {row["name"]: row for row in csv.DictReader(io.StringIO(content))}

    def filled(self, form: Form, answers: Mapping[str, str], seed: int = 0) -> bytes:
        """Fill in a form as a device does, and return its instance."""
        filling = self.filling(form, seed)
        for path, text in answers.items():
            filling.set(path, text)
        return filling.to_xml()

    def filling(self, form: Form, seed: int = 0) -> Answers:
        chance = Random(seed or uuids.uuid4().int)  # noqa: S311 - identifiers of a trial
        return form.start(now=self.now, zone=dt.UTC, rng=chance)

    def send(self, xml: bytes, files: Mapping[str, bytes] | None = None, **headers: str) -> Reply:
        """Post a submission, with some of its files."""
        body, kind = multipart(xml, files or {})
        told = {"X-OpenRosa-Version": "1.0", "Content-Type": kind, **self.headers, **headers}
        return self.ask("POST", f"{self.base}submission", body, told)


def multipart(xml: bytes, files: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Return a body of a submission, and its content type."""
    parts: list[tuple[str, str, str, bytes]] = [
        ("xml_submission_file", "submission.xml", "text/xml", xml)
    ]
    parts += [(name, name, "application/octet-stream", content) for name, content in files.items()]
    blocks = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        f"Content-Type: {kind}\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, file, kind, content in parts
    ]
    return b"".join([*blocks, f"--{EDGE}--\r\n".encode()]), f"multipart/form-data; boundary={EDGE}"


def with_instance(xml: bytes, instance: str, replaces: str = "") -> bytes:
    """Return an instance under another instanceID."""
    root = etree.fromstring(xml)
    element = root.find("{*}meta/{*}instanceID")
    assert element is not None
    element.text = instance
    if replaces:
        parent = element.getparent()
        assert parent is not None
        etree.SubElement(
            parent, etree.QName(element).text.replace("instanceID", "deprecatedID")
        ).text = replaces
    return etree.tostring(root)


def changed(xml: bytes, texts: Sequence[tuple[str, str]]) -> bytes:
    """Return an instance with some texts changed, by local name."""
    root = etree.fromstring(xml)
    for name, text in texts:
        for element in root.iter(f"{{*}}{name}"):
            element.text = text
    return etree.tostring(root)
