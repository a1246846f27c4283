"""The command `lieu`. Each command is a module, imported when it is asked for."""

from importlib import import_module

import click

COMMANDS = {
    "check": "check:check",
    "contours": "contours:contours",
    "draw": "draw:draw",
    "export": "export:export",
    "files": "files:files",
    "grant": "person:grant",
    "import": "import_:import_",
    "journal": "journal:journal",
    "key": "key:key",
    "load": "load:load",
    "new": "new:new",
    "person": "person:person",
    "personas": "personas:personas",
    "register": "register:register",
    "retain": "retain:retain",
    "run": "run:run",
    "schema": "schema:schema",
    "test": "test:test",
    "worker": "worker:worker",
    "token": "token:token",
}


class _Late(click.Group):
    """A group whose commands are imported late: `lieu check` must not wait for the server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command


@click.group(cls=_Late, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lieu-commun", prog_name="lieu")
def main() -> None:
    """Lieu commun: a public service is a folder."""
