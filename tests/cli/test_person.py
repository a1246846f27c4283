"""`lieu person`: close an account, open it again, forget what was lost."""

from pathlib import Path

from tests.cli.test_check import lieu


def test_an_account_is_closed_and_opened_again(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "place"))
    known = ("--email", "lea@example.org", "--name", "Léa", *data)
    assert lieu("person", "add", *known, here=tmp_path).returncode == 0
    said = {
        "deactivate": "can no longer sign in; every session has ended.",
        "reactivate": "can sign in again.",
        "forget-factors": "signs in without a second factor now (0 forgotten).",
    }
    for command, words in said.items():
        answer = lieu("person", command, "lea@example.org", *data, here=tmp_path)
        assert (answer.returncode, answer.stdout) == (0, f"lea@example.org {words}\n")
    nobody = lieu("person", "deactivate", "personne@example.org", *data, here=tmp_path)
    assert (nobody.returncode, "No person signs in as personne" in nobody.stderr) == (1, True)
