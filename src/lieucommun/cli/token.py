"""`lieu token`: tokens of the API, for whoever runs the place."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .place import data_option, open_place, prepare_place

if TYPE_CHECKING:
    from lieucommun.kernel.tokens.actions import Scope


@click.group()
def token() -> None:
    """Tokens, by which programs call the API."""


@token.command("add")
@data_option
@click.option("--person", "email", default="", help="E-mail address of whose token it is.")
@click.option("--organisation", default="", help="Or the organisation (its slug) it acts for.")
@click.option("--name", required=True, help="What it is for.")
@click.option("--service", default="", help="The only service it opens (its slug).")
@click.option("--dataset", default="", help="The only dataset of this service that it opens.")
@click.option("--role", "roles", multiple=True, help="The only roles it has; may be repeated.")
@click.option("--write", "writes", is_flag=True, help="Lets it write, not only read.")
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True)
def add(*, data: Path | None, email: str, name: str, days: int, **scope: object) -> None:
    """Make a token and print it, this once."""
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.people.queries import organisation_named, person_named
    from lieucommun.kernel.tokens.actions import create_token

    slug = str(scope.pop("organisation"))
    if bool(email) == bool(slug):
        raise click.ClickException("Say either --person or --organisation.")
    of = person_named(email) if email else organisation_named(slug)
    if of is None:
        raise click.ClickException(f"Nobody here is called {email or slug}.")
    kept, text = create_token(
        name, of=of, scope=_scope(scope, alone=bool(slug)), days=days, by=None, second_factor=True
    )
    click.echo(f"Until {kept.expires_at:%Y-%m-%d}, shown this once:", err=True)
    click.echo(text)


@token.command("revoke")
@data_option
@click.argument("prefix")
def revoke(*, data: Path | None, prefix: str) -> None:
    """End a token at once, by the eight signs after its first `_`."""
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.tokens.actions import revoke_token
    from lieucommun.kernel.tokens.queries import token_of_prefix

    kept = token_of_prefix(prefix)
    if kept is None:
        raise click.ClickException(f"No token begins so: {prefix}.")
    revoke_token(kept, by=None)
    click.echo(f"{kept} opens nothing any more.")


def _scope(given: dict[str, object], *, alone: bool) -> "Scope":
    """Return the scope asked, once its service, dataset and roles are known to exist."""
    from lieucommun.kernel.services.registry import UnknownService, open_service, synchronise
    from lieucommun.kernel.tokens import actions

    service, dataset = str(given["service"]), str(given["dataset"])
    roles = tuple(map(str, given["roles"]))  # type: ignore[call-overload]  # click gives a tuple
    if alone and not (service and roles):
        raise click.ClickException("A token of an organisation has a --service and a --role.")
    if not service and (dataset or roles):
        raise click.ClickException("A dataset or a role is one of a --service.")
    if service:
        synchronise()
        try:
            manifest = open_service(service).manifest
        except UnknownService as unknown:
            raise click.ClickException(f"No service `{service}` in this place.") from unknown
        missing = [each for each in roles if each not in manifest.roles]
        missing += [dataset] if dataset and dataset not in manifest.datasets else []
        if missing:
            raise click.ClickException(f"`{service}` has no `{missing[0]}`.")
    return actions.Scope(service, dataset, roles or None, bool(given["writes"]))
