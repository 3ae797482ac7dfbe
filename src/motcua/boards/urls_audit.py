"""Addresses of the access log."""

from __future__ import annotations

from django.urls import path

from motcua.boards import views_audit

unit_pages = [path("nhat-ky", views_audit.page, name="audit")]
