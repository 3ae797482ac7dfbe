"""Addresses of the forms of a period."""

from __future__ import annotations

from django.urls import path

from motcua.boards import views_forms

pages = [
    path("bao-cao/bieu-mau", views_forms.page, name="reports-forms"),
    path("bao-cao/bieu-mau/<str:form>", views_forms.one, name="reports-form"),
    path("bao-cao/bieu-mau/<str:form>/tai/<slug:kind>", views_forms.download, name="reports-form-file"),
]
