"""The interface's texts and their catalogues, without GNU gettext.

`python -m tools.messages` gathers the texts of the code and the templates, writes them into
`locale/<language>/LC_MESSAGES/django.po`, keeps the translations that stand there, and compiles
`django.mo`. With `--check` it writes nothing, and fails where a catalogue is stale or lacks one.
"""
