"""Read XML that strangers send: no entities, no network, no great depth."""

from lxml import etree

from .errors import FormError
from .expressions.nodes import Element

#: Largest document read, in bytes.
MAX_SIZE = 20_000_000
#: Most elements, comments and instructions of a document: each takes a hundred bytes and more.
MAX_NODES = 500_000
_CHUNK = 65_536


def read_xml(xml: bytes | str, place: str, *, most: int = MAX_NODES) -> Element:
    """Return the first element of a document; FormError when it is not one, or is dangerous."""
    data = xml.encode() if isinstance(xml, str) else xml
    if len(data) > MAX_SIZE:
        raise FormError(place, f"the document is larger than {MAX_SIZE // 1_000_000} MB")
    try:
        top = _parsed(data, place, most)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormError(place, f"the document is not well-formed XML ({error})") from None
    if top.getroottree().docinfo.internalDTD is not None:
        raise FormError(place, "a document type (DOCTYPE) is not accepted")
    return top


def _parsed(data: bytes, place: str, most: int) -> Element:
    """Read a document piece by piece, so that one of too many nodes is not read to its end."""
    parser = etree.XMLPullParser(
        ("start", "comment", "pi"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    nodes = 0
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
        nodes += sum(1 for _ in parser.read_events())
        if nodes > most:
            raise FormError(place, f"the document holds more than {most:,} elements")
    top: Element = parser.close()
    return top
