"""A place on PostgreSQL, with several processes."""

from . import environment
from .base import *  # noqa: F403
from .databases import postgresql

DATABASES = {"default": postgresql(environment.DATABASE_URL.text())}
LIMITS_SHARED = True
