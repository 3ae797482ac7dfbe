"""The addresses of internal procedures, under that of a unit."""

from __future__ import annotations

from django.urls import path

from motcua.boards.workflow import edit, views

pages = [
    path("quy-trinh", views.page, name="workflow"),
    path("quy-trinh/moi", edit.new, name="workflow-new"),
    path("quy-trinh/<int:version>", views.one, name="workflow-one"),
    path("quy-trinh/<int:version>/so-sanh/<int:other>", views.compare, name="workflow-compare"),
    path("quy-trinh/<int:version>/soan", edit.edit, name="workflow-edit"),
    path("quy-trinh/<int:version>/kiem-tra", edit.check, name="workflow-check"),
    path("quy-trinh/<int:version>/ban-hanh", edit.release, name="workflow-release"),
    path("quy-trinh/<int:version>/ban-moi", edit.copy, name="workflow-copy"),
    path("quy-trinh/<int:version>/bo", edit.discard, name="workflow-discard"),
]
