"""`lieu token`: made, shown once, ended."""

from pathlib import Path

from tests.cli.test_check import lieu


def test_a_token_is_made_printed_once_and_revoked(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "place"))
    who = ("--email", "amel@example.org", "--name", "Amel", *data)
    assert lieu("person", "add", *who, here=tmp_path).returncode == 0
    add = ("token", "add", *data, "--name", "Export du soir")
    neither = lieu(*add, here=tmp_path)
    assert (neither.returncode, neither.stderr) == (
        1,
        "Error: Say either --person or --organisation.\n",
    )
    lost = lieu(*add, "--person", "amel@example.org", "--service", "nulle-part", here=tmp_path)
    assert "No service `nulle-part` in this place." in lost.stderr
    made = lieu(*add, "--person", "amel@example.org", "--days", "30", here=tmp_path)
    assert made.returncode == 0, made.stderr
    mark, prefix, secret = made.stdout.strip().split("_", 2)
    assert (mark, len(prefix), len(secret)) == ("lieu", 8, 43)
    ended = lieu("token", "revoke", *data, prefix, here=tmp_path)
    assert ended.stdout == f"Export du soir ({prefix}…) opens nothing any more.\n"
    assert lieu("token", "revoke", *data, "aaaaaaaa", here=tmp_path).returncode == 1
