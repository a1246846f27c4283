"""What devices ask and send: OpenRosa 1.0, ODK entity lists, and the feeds of the field app.

The protocol is told in docs/reference/field-protocol.md.
"""
