"""Addresses of a unit's own Word template of its reports."""

from __future__ import annotations

from django.urls import path

from motcua.boards.template import views

pages = [
    path("bao-cao/mau", views.page, name="template"),
    path("bao-cao/mau/de-cuong/<slug:outline>", views.begin, name="template-start"),
    path("bao-cao/mau/tro-lai", views.back, name="template-back"),
    path("bao-cao/mau/<int:number>", views.one, name="template-one"),
    path("bao-cao/mau/<int:number>/tai/<slug:kind>", views.download, name="template-file"),
]
