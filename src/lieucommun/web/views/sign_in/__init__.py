"""Signing in: by a code sent by e-mail, a password, a passkey or an identity provider."""
