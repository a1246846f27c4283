"""Whether an address belongs to a domain: that domain exactly, or one below it, sign for sign."""

import re

#: Letters, digits and hyphens, in two labels or more, as a name server knows them.
_DOMAIN = re.compile(
    r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)


def ascii_domain(domain: str) -> str:
    """Return a domain as name servers know it, or "" for what is none.

    Signs that would be read as others (full-width letters, ligatures) or not at all (a soft
    hyphen) make no domain: nobody wrote the one that they would become.
    """
    lower = domain.lower()
    try:
        plain = lower.encode("idna").decode("ascii")
        read = lower if lower.isascii() else plain.encode().decode("idna")
    except UnicodeError:
        return ""
    return plain if read == lower and _DOMAIN.fullmatch(plain) else ""


def belongs(email: str, domains: tuple[str, ...]) -> bool:
    """Say whether an address is of one of the domains, or of a domain below one of them."""
    found = ascii_domain(email.rpartition("@")[2])
    if not found:
        return False
    known = filter(None, map(ascii_domain, domains))
    return any(found == domain or found.endswith(f".{domain}") for domain in known)
