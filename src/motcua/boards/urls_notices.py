"""Addresses of notices; those of a unit and those of whoever is signed in."""

from __future__ import annotations

from django.urls import path

from motcua.boards.notices import alerts, bell, channels, groups, sent, texts

unit_pages = [
    path("thong-bao", sent.page, name="notices"),
    path("thong-bao/<int:notice>", sent.one, name="notices-one"),
    path("thong-bao/<int:notice>/gui-lai", sent.send_again, name="notices-resend"),
    path("thong-bao/<int:notice>/huy", sent.take_back, name="notices-cancel"),
    path("thong-bao/dan-nhom", groups.page, name="notices-groups"),
    path("thong-bao/quy-tac", alerts.page, name="notices-alerts"),
    path("thong-bao/kenh", channels.page, name="notices-channels"),
    path("thong-bao/kenh/<slug:channel>", channels.one, name="notices-channel"),
    path("thong-bao/kenh/<slug:channel>/bo", channels.drop, name="notices-channel-drop"),
    path("thong-bao/kenh/<slug:channel>/thu", channels.trial, name="notices-channel-try"),
    path("thong-bao/mau", texts.page, name="notices-texts"),
    path("thong-bao/mau/<slug:event>/<slug:variant>", texts.one, name="notices-text"),
    path("thong-bao/mau/<slug:event>/<slug:variant>/xem", texts.preview, name="notices-preview"),
]

own_pages = [
    path("chuong", bell.page, name="bell"),
    path("chuong/da-doc", bell.read, name="bell-read"),
]
