"""The addresses of the catalogue of procedures and of the calendar, under that of a unit."""

from __future__ import annotations

from django.urls import path

from motcua.boards.catalogue import (
    calendar,
    calendar_edit,
    edit,
    figures,
    files,
    listing,
    naming,
    one,
    own,
    sheets,
)

pages = [
    path("thu-tuc", listing.page, name="catalogue"),
    path("thu-tuc/niem-yet.<slug:kind>", sheets.page, name="catalogue-sheets"),
    path("thu-tuc/so-lieu", figures.page, name="catalogue-figures"),
    path("thu-tuc/ten-goi", naming.page, name="catalogue-names"),
    path("thu-tuc/doi-chieu", files.page, name="catalogue-lists"),
    path("thu-tuc/doi-chieu/<slug:key>", files.compared, name="catalogue-list"),
    path("thu-tuc/moi", edit.new, name="catalogue-new"),
    path("thu-tuc/du-thao/<int:draft>", edit.draft_page, name="catalogue-draft"),
    path("thu-tuc/du-thao/<int:draft>/bo", edit.discard, name="catalogue-discard"),
    path("thu-tuc/<int:procedure>", one.page, name="catalogue-one"),
    path("thu-tuc/<int:procedure>/du-thao", edit.begin, name="catalogue-begin"),
    path("thu-tuc/<int:procedure>/bai-bo", edit.repeal, name="catalogue-repeal"),
    path("thu-tuc/<int:procedure>/don-vi", own.set_own, name="catalogue-own"),
    path("thu-tuc/<int:procedure>/don-vi/<int:own>/het", own.end_own, name="catalogue-own-end"),
    path("lich", calendar.page, name="calendar"),
    path("lich/xem-truoc", calendar_edit.preview, name="calendar-preview"),
    path("lich/ghi", calendar_edit.write, name="calendar-write"),
]
