"""What letters of a temporary place lead to."""

from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

from lieucommun.stories.place import link_in


def test_the_last_letter_to_an_address_gives_its_first_link(tmp_path: Path) -> None:
    backend = EmailBackend(file_path=str(tmp_path))
    for to, text in (
        ("amel@example.org", "Ancien : http://127.0.0.1:1/ancien/"),
        ("amel@example.org", "Lisez\nhttp://127.0.0.1:1/s/é/x/ puis http://127.0.0.1:1/y/"),
        ("zoe@example.org", "http://127.0.0.1:1/zoe/"),
        ("sam@example.org", "Rien à suivre."),
    ):
        backend.send_messages([EmailMessage("Objet é", text, to=[to])])
    assert link_in(tmp_path, "Amel@example.org") == "http://127.0.0.1:1/s/é/x/"
    assert link_in(tmp_path, "sam@example.org") == ""
    assert link_in(tmp_path, "personne@example.org") == ""
    assert link_in(tmp_path / "none", "amel@example.org") == ""
