"""Addresses of the index of service."""

from __future__ import annotations

from django.urls import path

from motcua.boards.index import entering, lists, page, ranked

pages = [
    path("chi-so", page.page, name="index"),
    path("chi-so/tai", page.download, name="index-file"),
    path("chi-so/xep-hang", ranked.page, name="index-ranked"),
    path("chi-so/cong-bo", entering.page, name="index-published"),
    path("chi-so/<slug:code>/<slug:side>", lists.page, name="index-list"),
    path("chi-so/<slug:code>/<slug:side>/tai", lists.download, name="index-list-file"),
]
