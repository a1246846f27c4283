"""What commands that touch no place run on: no database, no data folder, no key on disk."""

import os

os.environ.setdefault("LIEU_SECRET_KEY", "signs nothing")

from .base import *  # noqa: F403
