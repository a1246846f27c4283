"""What the two pages of those who see to something lead to: add yours here, by its route."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One card: the name of its route (with the `slug` of the service, on a service's page)."""

    route: str
    title: object
    text: object


PLACE: tuple[Entry, ...] = (
    Entry(
        "place-people",
        _("People"),
        _("Everyone who has an account, their roles; name who sees to the place; close accounts."),
    ),
    Entry(
        "place-jobs",
        _("Jobs"),
        _("What is being done, waits, failed, or comes back every night."),
    ),
    Entry(
        "place-journal",
        _("Journal"),
        _("Who did what, when, in the whole place; whether nothing of it was changed."),
    ),
    Entry(
        "place-retention",
        _("Retention"),
        _("What was deleted, anonymised or archived, night after night."),
    ),
)

SERVICE: tuple[Entry, ...] = (
    Entry(
        "manage-people",
        _("People"),
        _("Who holds which role, who asks for one, who is invited."),
    ),
    Entry(
        "manage-imports",
        _("Imports"),
        _("Bring in a file of records, see what it changes, take it back."),
    ),
    Entry(
        "manage-files",
        _("Files"),
        _("What was sent, what it belongs to, how much room is taken."),
    ),
    Entry(
        "manage-jobs",
        _("Jobs"),
        _("What is being done for this service, waits, or failed."),
    ),
    Entry(
        "manage-journal",
        _("Journal"),
        _("Who did what, when, and who was shown personal data."),
    ),
    Entry(
        "manage-retention",
        _("Retention"),
        _("What comes to its end, what is held, what was done."),
    ),
    Entry(
        "manage-devices",
        _("Devices"),
        _("Which telephones and tablets fill in forms outside, and what they sent."),
    ),
    Entry(
        "manage-tokens",
        _("Tokens"),
        _("Which programs call the API of this service, for whom, and since when."),
    ),
    Entry(
        "manage-webhooks",
        _("Webhooks"),
        _("Which other sites are told that a record was created or changed."),
    ),
)
