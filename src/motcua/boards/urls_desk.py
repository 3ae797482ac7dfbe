"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from motcua.boards.desk import views_act, views_desk, views_own
from motcua.boards.register import views as register
from motcua.boards.slips.views import slip

pages = [
    path("viec", views_desk.desk, name="desk"),
    path("viec/phan/<slug:key>", views_desk.one_part, name="desk-part"),
    path("viec/can-bo", views_desk.by_officer, name="desk-team"),
    path("viec/phan-cong", views_desk.assign_many, name="desk-assign"),
    path("ho-so/so-theo-doi", register.page, name="dossiers-register"),
    path("ho-so/so-theo-doi/tai/<slug:kind>", register.download, name="dossiers-register-file"),
    path("ho-so/<int:dossier>/viec/<slug:act>", views_act.act_page, name="desk-act"),
    path("ho-so/<int:dossier>/in/<slug:form>.<slug:kind>", slip, name="slip"),
    path("ho-so/<int:dossier>/tep/<int:paper>", views_own.file, name="desk-file"),
]
