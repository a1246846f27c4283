"""Why a role cannot be taken, offered or answered now: a code, and a sentence for its reader."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not open": _("This role cannot be taken by oneself. Ask the team that runs the service."),
    "domain": _("This role is for addresses of certain organisations; yours is not one of them."),
    "siret": _("This SIRET is not right: fourteen digits, as on the register of establishments."),
    "name": _("Write the name of the organisation."),
    "held": _("You already have this role."),
    "asked": _("You already asked for this role."),
    "answered": _("This request has been answered meanwhile."),
    "own": _("You cannot answer your own request. Someone else must."),
    "reason": _("Say why, in a few words: the person will read it."),
    "link": _("This link no longer works: it is too old, was used, or a newer one was sent."),
    "address": _("This invitation is for another address than the one you are signed in with."),
    "account": _("This address already has an account: sign in, then follow the link again."),
    "email": _("Write an e-mail address such as name@example.org."),
    "role": _("Choose one of the roles that you may offer."),
    "person": _("Write the name by which colleagues will know you."),
    "territory": _("No single territory is known under this code: write departement:42."),
}


class RefusedJoin(Exception):  # noqa: N818 - reads as what it is where it is caught
    """Something about joining is refused; `field` is the question at fault, if one is."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field

    @property
    def message(self) -> str:
        """The sentence, in the language of the reader."""
        return str(SENTENCES[self.reason])
