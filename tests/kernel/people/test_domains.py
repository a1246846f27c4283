"""Which addresses are of a domain: it and those below, and nothing that only looks like it."""

import pytest

from lieucommun.kernel.people.domains import ascii_domain, belongs

STATE = ("gouv.fr", "paris.fr")


@pytest.mark.parametrize(
    "email",
    ["a@gouv.fr", "a@GOUV.fr", "a@dgfip.finances.gouv.fr", "a@paris.fr", '"x@evil.com"@gouv.fr'],
)
def test_the_domain_and_those_below_it(email: str) -> None:
    assert belongs(email, STATE)


@pytest.mark.parametrize(
    "email",
    [
        "a@evilgouv.fr",
        "a@gouv.fr.evil.com",
        "a@gouv-fr.evil.com",
        "a@gouvxfr",
        "a@gouv.fr.",
        "a@.gouv.fr",
        "a@gouv.fr@evil.com",
        '"a@gouv.fr"@evil.com',
        "a@fr",
        "a@gоuv.fr",  # a Cyrillic letter, as whoever deceives would write it
        "a@ｇｏｕｖ.fr",  # full-width letters
        "a@gouv。fr",  # an ideographic full stop
        "a@gouv\u200b.fr",
        "a@g\u00adouv.fr",
        "a@paris.ﬁ",
        "a",
        "",
        "@",
    ],
)
def test_what_only_looks_like_it(email: str) -> None:
    assert not belongs(email, STATE)


def test_accents_are_those_of_name_servers() -> None:
    assert ascii_domain("évry.fr") == "xn--vry-9la.fr"
    assert belongs("a@xn--vry-9la.fr", ("évry.fr",))
    assert belongs("a@Évry.fr", ("évry.fr",))
    assert not belongs("a@evry.fr", ("évry.fr",))


@pytest.mark.parametrize(
    "domain", ["", "fr", "@gouv.fr", "*.gouv.fr", "https://gouv.fr", "gouv fr", "a..fr", "1.2.3.4"]
)
def test_what_is_no_domain(domain: str) -> None:
    assert ascii_domain(domain) == ""
