"""Second factors of a person: passkeys, an app that gives codes, recovery codes."""
