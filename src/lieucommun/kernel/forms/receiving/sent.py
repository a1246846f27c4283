"""A submission as a device sends it: which form, which instance, and the digest of what it says."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import NAMESPACE_OID, uuid5

from lxml import etree

from lieucommun.engines.xforms import Entity, Form, FormError
from lieucommun.engines.xforms.forms.entities import true
from lieucommun.engines.xforms.reading import read_xml

#: Bytes of the answers of one submission, its files apart.
LARGEST = 4_000_000
LONGEST, LONGEST_NAME = 255, 200
Element = etree._Element  # noqa: SLF001 - lxml names its class so


class UnreadSubmission(Exception):  # noqa: N818 - reads as what it is where it is caught
    """What was sent is no submission: why, in a code and its detail."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: `form` and `version` as the answers name them, `content` the digest.

    `instance` is the instanceID, or one drawn from the content when there is none; `replaces` the
    deprecatedID of an edit.
    """

    form: str
    version: str
    instance: str
    replaces: str
    content: str
    text: str
    root: Element

    def texts(self) -> set[str]:
        """Return every word of the answers: identifiers of records and names of files are some."""
        found: set[str] = set()
        for element in self.root.iter("*"):
            if element.text and len(element) == 0:
                found.update(element.text.split())
        return found


def read_sent(xml: bytes) -> Sent:
    """Read what a device sent; raises UnreadSubmission."""
    if len(xml) > LARGEST:
        raise UnreadSubmission("large")
    try:
        root = read_xml(xml, "submission")
    except FormError as error:
        raise UnreadSubmission("xml", str(error)) from error
    form = (root.get("id") or "").strip()
    if not form:
        raise UnreadSubmission("form")
    canonical = canonical_of(root)
    content = sha256(canonical).hexdigest()
    instance = _meta(root, "instanceID") or f"uuid:{uuid5(NAMESPACE_OID, content)}"
    replaces = _meta(root, "deprecatedID")
    if max(map(len, (form, instance, replaces))) > LONGEST:
        raise UnreadSubmission("long")
    return Sent(
        form=form,
        version=(root.get("version") or "").strip(),
        instance=instance,
        replaces=replaces,
        content=content,
        text=canonical.decode(),
        root=root,
    )


def canonical_of(root: Element) -> bytes:
    """Return the exclusive canonical form, without comments nor space between elements.

    Exclusive XML Canonicalization 1.0 (W3C, 2002): two writings of one content are one.
    """
    for element in root.iter("*"):
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(root, method="c14n", exclusive=True, with_comments=False)


def entities_sent(form: Form, root: Element) -> list[Entity]:
    """Return the entities as they were sent.

    What a device computed of them (their base version, their branch) cannot be computed again
    here: it is about the list that the device had.
    """
    found: list[Entity] = []
    for names, places in form.entities.items():
        for holder in _at(root, names):
            for element in holder.iterfind("{*}meta/{*}entity"):
                get = element.attrib.get
                create, update = true(str(get("create", ""))), true(str(get("update", "")))
                if not (create or update):
                    continue
                label = element.find("{*}label")
                properties = {
                    place.save_to: (each.text or "")
                    for place in places
                    for each in _at(holder, place.names[len(names) - 1 :])
                }
                found.append(
                    Entity(
                        dataset=str(get("dataset", "")),
                        id=str(get("id", "")),
                        label="" if label is None else (label.text or ""),
                        create=create,
                        update=update,
                        properties=properties,
                        base_version=str(get("baseVersion", "")),
                        trunk_version=str(get("trunkVersion", "")),
                        branch_id=str(get("branchId", "")),
                    )
                )
    return found


def files_named(form: Form, root: Element) -> list[str]:
    """Return the names of files that answers hold, once each, in the order of the form."""
    uploads = (each for one in form.body for each in one.all() if each.kind == "upload")
    texts = ((element.text or "").strip() for each in uploads for element in _at(root, each.names))
    return [*dict.fromkeys(text[:LONGEST_NAME] for text in texts if text)]


def _at(top: Element, names: tuple[str, ...]) -> list[Element]:
    """Return the elements at a path that begins with the element itself."""
    found = [top]
    for name in names[1:]:
        local = name.rpartition(":")[2]
        found = [child for each in found for child in each.iterfind(f"{{*}}{local}")]
    return found


def _meta(root: Element, name: str) -> str:
    element = root.find(f"{{*}}meta/{{*}}{name}")
    return "" if element is None else (element.text or "").strip()


def leaves(text: str) -> list[tuple[str, str]]:
    """Return the answers of an instance that was kept, each with its path; the empty ones are out.

    What cannot be read any more gives none.
    """
    try:
        root = read_xml(text, "submission")
    except FormError:
        return []
    found = []
    for element in root.iter("*"):
        if len(element) == 0 and (element.text or "").strip():
            above = [*element.iterancestors()][::-1]
            path = "/".join(etree.QName(each).localname for each in (*above[1:], element))
            found.append((path, (element.text or "").strip()))
    return found
