"""How strong a password must be: what the CNIL asks of one that stands alone, 80 bits.

Deliberation 2022-100 of 21 July 2022: the number of guesses, however it is reached: twelve signs of
all kinds, more of fewer kinds, a sentence. https://www.cnil.fr/fr/mots-de-passe
"""

import math
import string
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

BITS = 79
#: Signs that one may choose among, by kind; the others are punctuation, spaces, other letters.
KINDS = ((string.ascii_lowercase, 26), (string.ascii_uppercase, 26), (string.digits, 10))
OTHERS = 37
#: "aaaaaaaaaaaaaaaaaaaa" is long and is guessed at once.
FEWEST_DIFFERENT = 6


class StrongPasswordValidator:
    """Refuse a password that can be guessed; one of django's AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: object = None) -> None:
        del user
        if bits(password) < BITS or len(set(password)) < FEWEST_DIFFERENT:
            raise ValidationError(
                _("This password can be guessed: make it longer, a whole sentence for instance."),
                code="password_too_weak",
            )

    def get_help_text(self) -> str:
        return gettext(
            "Twelve signs with letters, capitals, digits and punctuation, or a sentence of several "
            "words."
        )


def bits(password: str) -> float:
    """Return how much there is to guess, from the length and the kinds of signs."""
    plain = unicodedata.normalize("NFC", password)
    choice = sum(size for signs, size in KINDS if not set(signs).isdisjoint(plain))
    known = "".join(signs for signs, _size in KINDS)
    choice += OTHERS if set(plain) - set(known) else 0
    return len(plain) * math.log2(choice) if choice else 0
