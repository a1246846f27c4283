"""Screens of joining: roles that one takes, requests, invitations."""
