"""Languages: a text is written in each language that the service announces."""

from collections.abc import Iterator

from lieucommun.kernel.services.findings import At, Draft, Finding

from .walking import texts

#: Beyond this many missing texts, one diagnostic speaks for the whole language.
EACH = 5


def languages(draft: Draft) -> Iterator[Finding]:
    """Yield texts that are missing in a language of the service."""
    written = [(at, text) for at, text in texts(draft.manifest) if draft.place.has(at)]
    for number, language in enumerate(draft.manifest.languages):
        if "-x-" in language:
            continue
        missing = [at for at, text in written if not text.has(language)]
        if len(missing) <= EACH:
            yield from (Finding(at, "LC111", {"found": language}) for at in missing)
        else:
            first = ", ".join(_name(at) for at in missing[:3])
            params = {"found": language, "count": len(missing), "first": first}
            yield Finding(("languages", number), "LC113", params)


def _name(at: At) -> str:
    return ".".join(str(step) for step in at)
