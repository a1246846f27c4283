"""Roles that no service declares: they are held in the place itself."""

from django.utils.translation import gettext_lazy as _

#: What stands for a service in a grant of such a role.
PLACE = ""
#: Sees to the whole place: people, jobs, journal, retention, every service.
COORDINATOR = "coordinator"
#: Sees to the people of one organisation.
ADMINISTRATOR = "administrator"

TITLES = {COORDINATOR: _("Coordinator of the place"), ADMINISTRATOR: _("Administrator")}


class LastCoordinatorError(Exception):
    """Nobody would be left to see to the place."""
