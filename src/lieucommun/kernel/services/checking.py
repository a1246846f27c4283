"""Check a folder: every mistake in one pass, never an exception."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from .blocks import installed
from .checks.demos import demos
from .checks.easy import easy
from .checks.indicators import figures
from .checks.joining import joining
from .checks.kept import kept
from .checks.languages import languages
from .checks.lives import lives
from .checks.options import defaults, options
from .checks.parts import with_parts
from .checks.references import references
from .checks.rest import forms, migrations, names
from .checks.rights import rights
from .checks.salvage import still_wrong
from .checks.screens import screens
from .checks.seeds import seeds
from .checks.shape import read_manifest
from .checks.sources import sources, tables
from .checks.templates import templates
from .checks.vocabs import vocabularies
from .checks.webhooks import webhooks
from .checks.workbooks import workbooks
from .checks.written import written
from .diagnostics import Diagnostic, Level
from .diagnostics.words import Words
from .findings import Draft, Finding
from .folder import SERVICE, Folder, OutsideFolderError
from .manifest import Manifest
from .reading import read_yaml

Rule = Callable[[Draft], Iterator[Finding]]
FileRule = Callable[[Draft], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    names,
    references,
    options,
    defaults,
    rights,
    joining,
    lives,
    kept,
    forms,
    tables,
    figures,
    migrations,
    screens,
    webhooks,
    languages,
)
#: Rules that read other files than the manifest, and place what they find there.
FILE_RULES: tuple[FileRule, ...] = (vocabularies, seeds, workbooks, demos, sources, templates, easy)


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on a folder. `manifest` is there as soon as its shape is sound."""

    manifest: Manifest | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(found for found in self.diagnostics if found.level is Level.ERROR)

    @property
    def ok(self) -> bool:
        """Whether the folder can be served; warnings and notes do not prevent it."""
        return self.manifest is not None and not self.errors


def check(folder: Folder, *, also: Iterable[FileRule] = ()) -> Checked:
    """Read and verify the folder of a service.

    `also` gives rules of other floors, such as the reading of stories.
    """
    try:
        return _checked(folder, tuple(also))
    except (OSError, OutsideFolderError) as error:  # a file went away, or may not be read
        params = {"detail": Words("un fichier a changé ou n’est pas permis", str(error))}
        return _verdict(None, [*folder.problems, Diagnostic(SERVICE, 1, 1, "LC072", params)])


def _checked(folder: Folder, also: tuple[FileRule, ...]) -> Checked:
    problems = [*folder.problems, *written(folder)]
    if not folder.exists(SERVICE):
        return _verdict(None, [*problems, Diagnostic(SERVICE, 1, 1, "LC001")])
    document = read_yaml(folder.read(SERVICE), SERVICE)
    if document.data is None:
        empty = [] if document.problems else [Diagnostic(SERVICE, 1, 1, "LC014")]
        return _verdict(None, [*problems, *document.problems, *empty])
    document = with_parts(document, folder)
    problems.extend(document.problems)
    manifest, mistakes = read_manifest(document.data, document.place)
    problems.extend(mistakes)
    if manifest is None:
        problems.extend(still_wrong(document.data, document.place, folder))
    else:
        draft = Draft(manifest, folder, document.place)
        problems.extend(_examined(draft))
        for rule in (*FILE_RULES, *also):
            problems.extend(rule(draft))
    return _verdict(manifest, problems)


def _examined(draft: Draft) -> list[Diagnostic]:
    """Run every rule, then the check of each page's block."""
    findings = [finding for rule in RULES for finding in rule(draft)]
    blocks = installed()
    for number, page in enumerate(draft.manifest.pages):
        if block := blocks.get(page.block):
            findings += [
                replace(finding, at=("pages", number, *finding.at))
                for finding in block.check(page, draft)
            ]
    return [draft.diagnostic(finding) for finding in findings]


def _verdict(manifest: Manifest | None, problems: list[Diagnostic]) -> Checked:
    ordered = sorted(
        dict.fromkeys(problems),
        key=lambda found: (found.path, found.line, found.column, found.code),
    )
    return Checked(manifest, tuple(ordered))
