"""Django settings, and the only code that reads the environment.

`embedded` is a place on one machine (SQLite), `scaled` a place on PostgreSQL,
`test` what the suite runs on. The variables are listed in docs/reference/settings.md.
"""
