"""The address of the server that sends e-mails."""

import pytest

from lieucommun.settings.mail import smtp


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://me%40x:k%2Fy@mail.example.org",
            ("mail.example.org", 587, "me@x", "k/y", True, False),
        ),
        ("smtps://mail.example.org:4650", ("mail.example.org", 4650, "", "", False, True)),
        ("smtp+plain://localhost", ("localhost", 25, "", "", False, False)),
    ],
)
def test_it_is_read(url: str, expected: tuple[object, ...]) -> None:
    found = smtp(url)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(found[f"EMAIL_{name}"] for name in names) == expected


@pytest.mark.parametrize("url", ["mail.example.org", "http://x", "smtp://"])
def test_it_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(ValueError, match="LIEU_EMAIL_URL must read"):
        smtp(url)
