"""Read XML that strangers send: no entities, no network, no great depth."""

from lxml import etree

from .errors import FormError
from .expressions.nodes import Element

#: Largest document read, in bytes.
MAX_SIZE = 20_000_000


def read_xml(xml: bytes | str, place: str) -> Element:
    """Return the first element of a document; FormError when it is not one, or is dangerous."""
    data = xml.encode() if isinstance(xml, str) else xml
    if len(data) > MAX_SIZE:
        raise FormError(place, f"the document is larger than {MAX_SIZE // 1_000_000} MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        top = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormError(place, f"the document is not well-formed XML ({error})") from None
    if top.getroottree().docinfo.internalDTD is not None:
        raise FormError(place, "a document type (DOCTYPE) is not accepted")
    return top
