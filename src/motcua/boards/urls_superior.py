"""Addresses of the superiors' own files."""

from __future__ import annotations

from django.urls import path

from motcua.boards.superior import fills, listing, one, suggested

pages = [
    path("bao-cao/cap-tren", listing.page, name="reports-superior"),
    path("bao-cao/cap-tren/them", listing.new, name="reports-superior-new"),
    path("bao-cao/cap-tren/<int:file>", one.page, name="reports-superior-one"),
    path("bao-cao/cap-tren/<int:file>/gan", one.binding, name="reports-superior-bind"),
    path("bao-cao/cap-tren/<int:file>/goi-y", suggested.page, name="reports-superior-suggest"),
    path("bao-cao/cap-tren/<int:file>/ban-moi", listing.replace, name="reports-superior-replace"),
    path("bao-cao/cap-tren/<int:file>/ban/<int:number>", fills.original, name="reports-superior-original"),
    path("bao-cao/cap-tren/<int:file>/cat-di", listing.put_away, name="reports-superior-away"),
    path("bao-cao/cap-tren/<int:file>/dien", fills.fill, name="reports-superior-fill"),
    path("bao-cao/cap-tren/<int:file>/dien/<int:fill>", fills.page, name="reports-superior-filled"),
    path(
        "bao-cao/cap-tren/<int:file>/dien/<int:fill>/tai", fills.download, name="reports-superior-filled-file"
    ),
]
