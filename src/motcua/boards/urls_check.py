"""The address of the checker of written reports."""

from __future__ import annotations

from django.urls import path

from motcua.boards import views_check

pages = [path("bao-cao/kiem-tra", views_check.page, name="reports-check")]
