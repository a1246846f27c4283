"""The API described in OpenAPI 3.1: in general, and exactly for each service."""

from .exact import of_service
from .general import of_place

__all__ = ["of_place", "of_service"]
