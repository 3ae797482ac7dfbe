"""Addresses of the counter."""

from __future__ import annotations

from django.urls import path

from motcua.boards.counter import views_reception, views_return

pages = [
    path("tiep-nhan", views_reception.page, name="counter"),
    path("tiep-nhan/thu-tuc", views_reception.procedures, name="counter-procedures"),
    path("tiep-nhan/noi-dung", views_reception.offer, name="counter-offer"),
    path("tiep-nhan/nguoi-nop", views_reception.applicant, name="counter-applicant"),
    path("tiep-nhan/tep", views_reception.upload, name="counter-upload"),
    path("tiep-nhan/nhap", views_reception.draft, name="counter-draft"),
    path("tiep-nhan/xoa-nhap", views_reception.clear, name="counter-clear"),
    path("tiep-nhan/xong/<int:dossier>", views_reception.done, name="counter-done"),
    path("tra-ket-qua", views_return.page, name="return"),
]
