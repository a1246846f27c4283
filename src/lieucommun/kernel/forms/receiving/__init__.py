"""What devices send: read, judged, kept once, and turned into records.

Idempotent by (form, instanceID) and the digest of the content; what was finished in the field is
never refused for what it says (OpenRosa submission API; ODK entities 2022.1 to 2025.1).
"""
