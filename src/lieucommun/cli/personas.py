"""`lieu personas`: how much of a form each imagined person is asked."""

import click

from .folders import start_without_place
from .register import read_service


@click.command()
@click.argument("service")
def personas(*, service: str) -> None:
    """Print how many questions each persona of SERVICE sees, of all that its form holds.

    SERVICE is a slug or a path; its `personas.yaml` says who they are and what they answer.
    """
    start_without_place()
    from zoneinfo import ZoneInfo

    from django.conf import settings
    from django.utils import timezone

    from lieucommun.kernel.forms.compiling import UnreadForm, compiled
    from lieucommun.kernel.forms.personas import UnreadPersonas, personas_of, seen_by

    found = read_service(service)
    try:
        name, people = personas_of(found.folder)
        form = compiled(found, name).form
        now, zone = timezone.now(), ZoneInfo(settings.TIME_ZONE)
        rows = [(each, seen_by(each, form, now=now, zone=zone)) for each in people]
    except KeyError as missing:
        raise click.ClickException(f"`{service}` has no form {missing}.") from missing
    except (UnreadPersonas, UnreadForm, ValueError) as unread:
        raise click.ClickException(str(unread)) from unread
    first = found.manifest.languages[0]
    for each, seen in rows:
        title = each.title.get(first) or each.name
        click.echo(f"{seen.share:4.0%}  {seen.shown:3} of {seen.whole}  {title}")
        for question in seen.unasked:
            click.echo(f"      `{question}` is answered, but not asked", err=True)
