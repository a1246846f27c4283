"""Allowances in use, where several processes share them."""

from django.db import models


class Allowance(models.Model):
    """What is left to one caller, told by when (Unix time) nothing will be missing any more.

    The caller is a digest under the place's key: no address, no account. A row whose time has
    passed says nothing, and is deleted.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    full_at = models.FloatField(db_index=True)
