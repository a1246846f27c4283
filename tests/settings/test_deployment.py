"""Under HTTPS, Django's own check of a deployment finds nothing, for both sizes of place."""

import subprocess
import sys
from pathlib import Path

import pytest

from lieucommun.settings.environment import child

SCALED = {"LIEU_DATABASE_URL": "postgresql://lieu@127.0.0.1:1/lieu"}
TOLD = """
import django, json
django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
print(json.dumps([settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME,
    settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
    settings.SESSION_COOKIE_SAMESITE, settings.SECURE_SSL_REDIRECT, settings.PROXIES]))
"""


@pytest.mark.parametrize(("size", "more"), [("embedded", {}), ("scaled", SCALED)])
def test_check_of_a_deployment_is_clean(tmp_path: Path, size: str, more: dict[str, str]) -> None:
    environment = child(
        LIEU_DATA=str(tmp_path),
        LIEU_HTTPS="1",
        LIEU_HOSTS="lieu.example.org",
        DJANGO_SETTINGS_MODULE=f"lieucommun.settings.{size}",
        **more,
    )
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the suite's own
    done = subprocess.run(
        [sys.executable, "-c", TOLD], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        '["__Host-session", "__Host-csrf", true, true, true, "Lax", true, 1]'
    )
