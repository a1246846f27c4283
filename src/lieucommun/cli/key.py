"""`lieu key`: the keys of telephones and tablets, for whoever runs the place."""

from pathlib import Path

import click

from .place import data_option, open_place, prepare_place


@click.group()
def key() -> None:
    """Keys, by which devices fill in forms and read registers."""


@key.command("add")
@data_option
@click.option("--service", required=True, help="The service that it opens (its slug).")
@click.option("--role", required=True, help="The role that the device has in it.")
@click.option("--organisation", default="", help="The organisation it acts for (its slug).")
@click.option("--person", "email", default="", help="Who carries it, by e-mail address.")
@click.option("--name", default="", help="How the device is called on the team's screens.")
@click.option("--days", type=click.IntRange(1, 3650), default=None, help="How long it works.")
def add(  # noqa: PLR0913 - one argument per option
    *,
    data: Path | None,
    service: str,
    role: str,
    organisation: str,
    email: str,
    name: str,
    days: int | None,
) -> None:
    """Make the key of a device and print it, this once: alone on the last line."""
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.devices.actions import add_device
    from lieucommun.kernel.people.queries import organisation_named, person_named
    from lieucommun.kernel.services.registry import UnknownService, open_service, synchronise

    synchronise()
    try:
        manifest = open_service(service).manifest
    except UnknownService as unknown:
        raise click.ClickException(f"No service `{service}` in this place.") from unknown
    if role not in manifest.roles:
        raise click.ClickException(
            f"`{service}` has no role `{role}`: {', '.join(manifest.roles)}."
        )
    home = organisation_named(organisation) if organisation else None
    if organisation and home is None:
        raise click.ClickException(f"No organisation here is called `{organisation}`.")
    person = person_named(email) if email else None
    if email and person is None:
        raise click.ClickException(f"Nobody here is called {email}.")
    device, text = add_device(
        name or f"{role} · {organisation or service}",
        service=service,
        role=role,
        organisation=home,
        person=person,
        days=days,
    )
    until = f" until {device.expires_at:%Y-%m-%d}" if device.expires_at else ""
    click.echo(f"{device.name}: /key/<key>/s/{service}/{until}, shown this once:", err=True)
    click.echo(text)


@key.command("list")
@data_option
@click.option("--service", required=True, help="The service (its slug).")
def list_(*, data: Path | None, service: str) -> None:
    """List the devices of a service: when each last came, and what it had not sent."""
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.devices.queries import devices_of

    for device in devices_of(service):
        seen = f"{device.seen_at:%Y-%m-%d %H:%M}" if device.seen_at else "never"
        state = "" if device.alive else " (ended)"
        click.echo(f"{device.prefix}  {device.role}  {seen}  {device.name}{state}")


@key.command("revoke")
@data_option
@click.argument("prefix")
def revoke(*, data: Path | None, prefix: str) -> None:
    """End the key of a device at once, by the eight signs after its first `_`."""
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.devices.actions import revoke_device
    from lieucommun.kernel.devices.queries import device_of_prefix

    device = device_of_prefix(prefix)
    if device is None:
        raise click.ClickException(f"No key begins so: {prefix}.")
    revoke_device(device, by=None)
    click.echo(f"{device} opens nothing any more.")
