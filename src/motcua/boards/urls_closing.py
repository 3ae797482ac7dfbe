"""Addresses of closed periods."""

from __future__ import annotations

from django.urls import path

from motcua.boards.closing import acting, listing, one

pages = [
    path("chot-so-lieu", listing.page, name="closing"),
    path("chot-so-lieu/chot", acting.close, name="closing-close"),
    path("chot-so-lieu/<int:closing>", one.page, name="closing-one"),
    path("chot-so-lieu/<int:closing>/tai", one.download, name="closing-file"),
    path("chot-so-lieu/<int:closing>/mo-lai", acting.reopen, name="closing-reopen"),
    path("chot-so-lieu/<int:closing>/tra-loi", acting.answer, name="closing-answer"),
]
