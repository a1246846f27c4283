"""The block of the guide works, as it is printed there."""

import os
import subprocess
import sys
from pathlib import Path

from .examples import titled, write

SETTINGS = """\
from lieucommun.settings.embedded import *
from lieucommun.settings.embedded import INSTALLED_APPS
INSTALLED_APPS = [*INSTALLED_APPS, "hello"]
ALLOWED_HOSTS = ["testserver"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
"""
VISIT = """\
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from lieucommun.kernel.services.registry import synchronise
print(*synchronise().problems, sep="\\n")
from django.test import Client
answer = Client().get("/s/essai/")
print(answer.status_code)
print(answer.content.decode())
"""


def test_the_block_of_the_guide_greets(tmp_path: Path) -> None:
    files = titled("how-to/write-a-block.md")
    of_service = {"service.yaml", "data/gens.csv"}
    code = {name: text for name, text in files.items() if name not in of_service}
    write(code | {"__init__.py": ""}, tmp_path / "code" / "hello")
    write({"place.py": SETTINGS}, tmp_path / "code")
    write({name: files[name] for name in of_service}, tmp_path / "data" / "services" / "essai")
    (tmp_path / "data" / "static").mkdir()  # where assets would be gathered
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "place",
        "LIEU_DATA": str(tmp_path / "data"),
        "PYTHONPATH": str(tmp_path / "code"),
    }
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "<li>amel</li><li>karim</li>" in done.stdout, done.stdout
