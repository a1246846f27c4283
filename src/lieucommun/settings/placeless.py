"""What commands that touch no place run on: no database, no data folder, no key on disk."""

import os

os.environ.setdefault("LIEU_SECRET_KEY", "signs nothing")

from .base import *  # noqa: F403
from .base import INSTALLED_APPS

# No one signs in: what serves that is not worth the time it takes to start.
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("allauth.")]
