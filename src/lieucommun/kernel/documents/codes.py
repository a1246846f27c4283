"""Codes by which a paper is verified: easy to copy by hand, impossible to guess."""

import re
import secrets

#: Crockford's base 32: no I, L, O or U, which hands and eyes take for others.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
_READ_AS = str.maketrans("ILO", "110")


def new_code() -> str:
    """Return a code of 60 random bits, in three groups of four signs."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str:
    """Return the code that someone typed, in its form; "" when it is none."""
    signs = re.sub(r"[\s\-–—]", "", typed[:40]).upper().translate(_READ_AS)
    if len(signs) != LENGTH or not set(signs) <= set(SIGNS):
        return ""
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))
