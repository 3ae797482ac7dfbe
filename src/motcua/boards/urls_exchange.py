"""Addresses of the exchange: the page of a unit, and those that the portal posts to."""

from __future__ import annotations

from django.urls import path

from motcua.boards.exchange import description, endpoint, page, source_form, sources

unit_pages = [
    path("lien-thong", page.page, name="exchange"),
    path("lien-thong/nguon", sources.page, name="exchange-sources"),
    path("lien-thong/nguon/moi/<slug:kind>", source_form.new, name="exchange-source-new"),
    path("lien-thong/nguon/<int:source>", sources.one, name="exchange-source"),
    path("lien-thong/nguon/<int:source>/thiet-dat", source_form.settings, name="exchange-source-settings"),
    path("lien-thong/nguon/<int:source>/doc-lai", sources.again, name="exchange-source-again"),
    path("lien-thong/nguon/tep/<int:file>/<slug:what>", sources.decide, name="exchange-held"),
    path("lien-thong/<int:message>/gui-lai", page.again, name="exchange-again"),
    path("lien-thong/<int:message>/nhan-lai", page.retake, name="exchange-retake"),
]

posted_to = [
    path("openapi.json", description.page, name="description"),
    path("dang-nhap", endpoint.login, name="login"),
    path("<path:tail>", endpoint.call, name="call"),
]
