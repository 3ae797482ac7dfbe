"""Addresses of the registers that an office keeps beside its dossiers."""

from __future__ import annotations

from django.urls import path

from motcua.boards.registers import edit, listing, transfer

pages = [
    path("so-theo-doi", listing.kinds_page, name="registers"),
    path("so-theo-doi/<slug:register>", listing.page, name="registers-one"),
    path("so-theo-doi/<slug:register>/tai", transfer.download, name="registers-file"),
    path("so-theo-doi/<slug:register>/nhap", transfer.bring, name="registers-import"),
    path("so-theo-doi/<slug:register>/nhap/<slug:upload>", transfer.confirm, name="registers-confirm"),
    path("so-theo-doi/<slug:register>/them", edit.new, name="registers-new"),
    path("so-theo-doi/<slug:register>/<int:entry>", edit.one, name="registers-entry"),
    path("so-theo-doi/<slug:register>/<int:entry>/bo", edit.take_out, name="registers-void"),
]
