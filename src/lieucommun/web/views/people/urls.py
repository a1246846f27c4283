"""The addresses of a desk: the same under a service and under an organisation."""

from django.urls import URLPattern, path

from . import inviting, listing
from .closing import organisation_close

VIEWS = {
    "manage": (
        listing.service_people,
        listing.service_export,
        listing.service_remove,
        inviting.service_invite,
        inviting.service_invitations,
        inviting.service_act,
    ),
    "organisation": (
        listing.organisation_people,
        listing.organisation_export,
        listing.organisation_remove,
        inviting.organisation_invite,
        inviting.organisation_invitations,
        inviting.organisation_act,
    ),
}


def people_at(kind: str) -> list[URLPattern]:
    """Return the addresses of a desk of a kind: `manage` (a service) or `organisation`."""
    people, export, remove, invite, invitations, act = VIEWS[kind]
    closes = path("close/<uuid:uuid>/", organisation_close, name="organisation-people-close")
    return [
        *([closes] if kind == "organisation" else []),
        path("", people, name=f"{kind}-people"),
        path("export.<slug:kind>", export, name=f"{kind}-people-export"),
        path("remove/<int:grant>/", remove, name=f"{kind}-people-remove"),
        path("invite/", invite, name=f"{kind}-people-invite"),
        path("invitations/", invitations, name=f"{kind}-people-invitations"),
        path("invitations/<uuid:uuid>/", act, name=f"{kind}-people-invitation"),
    ]
