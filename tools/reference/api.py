"""The API: every address, what it takes, what goes wrong; from its own description."""

from django.utils.translation import override

HEAD = """# The API

Every place describes its own API: `/api/openapi.json` for any service, and
`/api/services/SERVICE/openapi.json` exactly, with the fields, choices and states of its datasets
(OpenAPI 3.1). `/api/services` lists the services. This page says what is true of all of them; [Use
the API](../how-to/use-the-api.md) begins with examples.

## Who calls
Without anything, one reads what the manifest opens to anyone. `Authorization: Bearer lieu_…` acts
with the roles of a token, in its scope. The session of a browser reads, and never writes. Records,
fields and blurred points are those of the pages: one code decides for both. A record that is not
open answers as one that does not exist (404); a dataset of which no role reads anything answers
401, or 403 to who is known.

## Addresses
"""
RULES = """
Fields marked `facet: true`, choices, territories, references, organisations and booleans are
parameters too: `?theme=inclusion&theme=sante`. A parameter or a field that is not known is
refused, with the nearest.

## Reading
Lists come by pages: `next` and `previous` are whole addresses, `null` at the ends. A cursor is
signed, and belongs to its question. Every answer has an `ETag`; `If-None-Match` answers 304 when
nothing has changed.

## Writing
`PATCH`, `DELETE` and steps ask for `If-Match`: the `ETag` that was read, or `*`. Another version
meanwhile answers 412, no `If-Match` 428. The tag of a record begins with its version, and only
that is compared. `Idempotency-Key` (up to 200 signs, kept 24 hours for one token) makes a `POST`
safe to send again: it writes once and gives the same answer; the same key with another request
answers 409. A body is JSON in UTF-8, a megabyte and twelve levels at most, each name once.

## What goes wrong
`application/problem+json` (RFC 9457), in the language of `Accept-Language` or `?lang=`: `detail`
is a sentence, `errors` lists each fault with its `pointer` into the body or its `parameter`.

| type | status | title |
|---|---|---|
"""
LIMITS = """
`type` begins with `{urn}`.

## How often
{calls} calls a minute for each token, person or address (`LIEU_API_CALLS`), {refused} for tokens
that open nothing. `RateLimit` and `RateLimit-Policy` say what is left
(draft-ietf-httpapi-ratelimit-headers); beyond, 429 with `Retry-After`.
"""


def page() -> str:
    """Return the page."""
    from django.conf import settings

    from lieucommun.web.api.credentials import REFUSED
    from lieucommun.web.api.problems import KINDS, TYPE

    with override("en"):
        addresses = "\n".join(_addresses())
    kinds = "\n".join(
        f"| `{code}` | {status} | {title} |" for code, (status, title) in KINDS.items()
    )
    limits = LIMITS.format(urn=TYPE, calls=settings.API_CALLS, refused=REFUSED)
    return f"{HEAD}{addresses}\n{RULES}{kinds}\n{limits}"


def _addresses() -> list[str]:
    from lieucommun.web.api.document import of_place

    lines = ["| address | what | parameters |", "|---|---|---|"]
    for path, methods in of_place()["paths"].items():
        for method, operation in methods.items():
            given = [
                f"`{each['name']}`" for each in operation["parameters"] if each["in"] != "path"
            ]
            shown = ", ".join(given)
            lines.append(f"| `{method.upper()} {path}` | {operation['summary']} | {shown} |")
    return lines
