"""Tokens of other programs."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Token(models.Model):
    """A token (mã truy cập) of a program that acts for a person; only its digest is kept.

    It may do what the person may do and its scopes name, no more; days are local, `until` is the last day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField()
    revoked = models.BooleanField(default=False)
