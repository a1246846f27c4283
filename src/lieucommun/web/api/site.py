"""The API as django-ninja runs it: addresses, and what describes them."""

from ninja import NinjaAPI

from . import writing

api = NinjaAPI(
    title="Lieu commun",
    version="1",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
api.add_router("", writing.router)
