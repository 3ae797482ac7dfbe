"""Addresses of the exchange: those that the portal posts to."""

from __future__ import annotations

from django.urls import path

from motcua.boards.exchange import endpoint

app_name = "exchange"
urlpatterns = [
    path("dang-nhap", endpoint.login, name="login"),
    path("<path:tail>", endpoint.call, name="call"),
]
