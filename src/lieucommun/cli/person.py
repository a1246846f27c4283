"""`lieu person add` and `lieu grant`: accounts and roles from the command line."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .place import data_option, open_place, prepare_place

if TYPE_CHECKING:
    from lieucommun.kernel.people.models import Person


@click.group()
def person() -> None:
    """Persons who sign in."""


@person.command("add")
@data_option
@click.option("--email", required=True, help="E-mail address, used to sign in.")
@click.option("--name", required=True, help="Name shown to others.")
@click.option("--password", default="", help="Password; without it one is drawn and printed.")
def add(*, data: Path | None, email: str, name: str, password: str) -> None:
    """Add a person."""
    open_place(data)
    prepare_place(quiet=True)
    from django.core.exceptions import ValidationError

    from lieucommun.kernel.people.actions import AlreadyKnownError, add_person

    drawn = "" if password else secrets.token_urlsafe(12)
    try:
        add_person(email, name, password or drawn)
    except AlreadyKnownError as known:
        raise click.ClickException(f"{email} already has an account.") from known
    except ValidationError as refused:
        raise click.ClickException(" ".join(refused.messages)) from refused
    click.echo(f"{email} can sign in." + (f" Password: {drawn}" if drawn else ""))


@person.command("deactivate")
@data_option
@click.argument("email")
def deactivate(*, data: Path | None, email: str) -> None:
    """Close the account of EMAIL and end its sessions at once."""
    known = _person(data, email)
    from lieucommun.kernel.people.actions import deactivate_person
    from lieucommun.kernel.people.place_roles import LastCoordinatorError

    try:
        deactivate_person(known, by=None)
    except LastCoordinatorError as last:
        raise click.ClickException(
            f"{email} is the last coordinator of the place: name another one first "
            "(`lieu grant --person … --role coordinator`)."
        ) from last
    click.echo(f"{email} can no longer sign in; every session has ended.")


@person.command("reactivate")
@data_option
@click.argument("email")
def reactivate(*, data: Path | None, email: str) -> None:
    """Open the account of EMAIL again."""
    known = _person(data, email)
    from lieucommun.kernel.people.actions import reactivate_person

    reactivate_person(known, by=None)
    click.echo(f"{email} can sign in again.")


@person.command("forget-factors")
@data_option
@click.argument("email")
def forget_factors(*, data: Path | None, email: str) -> None:
    """Forget the passkeys, the app and the recovery codes of EMAIL, who lost them all."""
    known = _person(data, email)
    from lieucommun.kernel.people.factors import actions

    forgotten = actions.forget_factors(known, by=None)
    click.echo(f"{email} signs in without a second factor now ({forgotten} forgotten).")


def _person(data: Path | None, email: str) -> "Person":
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.people.models import Person

    found = Person.objects.filter(email__iexact=email).first()
    if found is None:
        raise click.ClickException(f"No person signs in as {email}.")
    return found


@click.command()
@data_option
@click.option("--person", "email", required=True, help="E-mail address of the person.")
@click.option(
    "--service", default="", help="Service (its slug); without it, a role of the place itself."
)
@click.option("--role", required=True, help="Role, as the manifest names it.")
@click.option("--organisation", default="", help="Organisation (its slug), made when unknown.")
@click.option("--territory", default="", help="Territory the role is held for (`departement:42`).")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
def grant(  # noqa: PLR0913 - one parameter per option
    *,
    data: Path | None,
    email: str,
    service: str,
    role: str,
    organisation: str,
    territory: str,
    output: str,
) -> None:
    """Give a person a role in a service, or in the place: coordinator, administrator."""
    import json

    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.people.actions import (
        UnknownPersonError,
        UnknownTerritoryError,
        grant_role,
    )

    roles = _roles_of(service, role, organisation)
    where = service or "the place"
    if role not in roles:
        names = ", ".join(sorted(roles)) or "none"
        raise click.ClickException(f"`{where}` has no role `{role}`; it has: {names}.")
    try:
        grant_role(email, service, role, organisation=organisation, territory=territory)
    except UnknownPersonError as unknown:
        raise click.ClickException(f"No person signs in as {email}.") from unknown
    except (ValueError, UnknownTerritoryError) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    given = {"person": email, "service": service, "role": role, "organisation": organisation}
    click.echo(json.dumps(given) if output == "json" else f"{email} is {role} of {where}.")


def _roles_of(service: str, role: str, organisation: str) -> set[str]:
    """Return the names of the roles of a service, or of the place when none is named."""
    from lieucommun.kernel.people.place_roles import ADMINISTRATOR, TITLES
    from lieucommun.kernel.services.registry import UnknownService, open_service, synchronise

    if not service:
        if role == ADMINISTRATOR and not organisation:
            raise click.ClickException("An administrator is one of an --organisation.")
        return set(TITLES)
    synchronise()
    try:
        return set(open_service(service).manifest.roles)
    except UnknownService as unknown:
        raise click.ClickException(f"No service `{service}` in this place.") from unknown
