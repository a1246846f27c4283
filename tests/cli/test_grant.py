"""`lieu grant`: a role of a service, or of the place itself."""

from pathlib import Path

from tests.cli.test_check import lieu


def test_roles_of_the_place_are_given_without_a_service(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "place"))
    known = ("--email", "amel@example.org", "--name", "Amel", *data)
    assert lieu("person", "add", *known, here=tmp_path).returncode == 0
    who = ("grant", "--person", "amel@example.org", *data)
    given = lieu(*who, "--role", "coordinator", here=tmp_path)
    assert (given.returncode, given.stdout) == (
        0,
        "amel@example.org is coordinator of the place.\n",
    )
    lone = lieu(*who, "--role", "administrator", here=tmp_path)
    assert lone.returncode == 1
    assert "An administrator is one of an --organisation." in lone.stderr
    other = lieu(*who, "--role", "chef", here=tmp_path)
    assert "`the place` has no role `chef`; it has: administrator, coordinator." in other.stderr
    lost = lieu(*who, "--service", "nulle-part", "--role", "chef", here=tmp_path)
    assert "No service `nulle-part` in this place." in lost.stderr
