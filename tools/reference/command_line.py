"""The reference of the command `lieu`, from its own help."""

import inspect

import click

HEAD = """\
# The command line

A service argument is a slug or a path. Every command that touches a place takes `--data DIR` (or
`LIEU_DATA`; by default the folder `data`). Exit codes: 0 done, 1 mistakes were found, 2 the command
cannot be obeyed, with one sentence that says why.
"""


def page(command: click.Command) -> str:
    """Return docs/reference/command-line.md."""
    return HEAD + "".join(_sections(command, click.Context(command, info_name="lieu")))


def _sections(command: click.Command, context: click.Context) -> list[str]:
    if not isinstance(command, click.Group):
        return [_section(command, context)]
    found: list[str] = []
    for name in sorted(command.list_commands(context)):
        child = command.get_command(context, name)
        if child is not None and not child.hidden:
            found += _sections(child, click.Context(child, info_name=name, parent=context))
    return found


def _section(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    rows = [
        "| `{}` | {} |".format(record[0].replace("|", "\\|"), record[1].replace("|", "\\|"))
        for parameter in command.get_params(context)
        if (record := parameter.get_help_record(context)) and record[0] != "--help"
    ]
    table = "\n\n| option | what |\n|---|---|\n" + "\n".join(rows) if rows else ""
    return f"\n## `{context.command_path}`\n\n```\n{usage}\n```\n\n{text}{table}\n"
