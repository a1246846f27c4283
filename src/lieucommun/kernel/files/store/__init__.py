"""Where contents stand, under their hash: a folder, or a bucket that speaks S3."""

from functools import lru_cache

from django.conf import settings

from .base import HASH, MissingContent, Store

__all__ = ["HASH", "MissingContent", "Store", "store"]


def store() -> Store:
    """Return the store that the settings name."""
    return _opened(str(settings.FILES_URL), str(settings.MEDIA_ROOT))


@lru_cache(maxsize=8)
def _opened(url: str, root: str) -> Store:
    if url:
        from .bucket import Bucket

        return Bucket(url)
    from .local import LocalFolder

    return LocalFolder(root)
