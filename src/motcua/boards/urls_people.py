"""Addresses of the pages of people."""

from __future__ import annotations

from django.urls import path

from motcua.boards.people import acts, delegation_pages, department_pages, pages, profile

unit_pages = [
    path("nguoi-dung", pages.page, name="people"),
    path("nguoi-dung/them", pages.add, name="people-add"),
    path("nguoi-dung/<int:user>", pages.one, name="people-one"),
    path("nguoi-dung/<int:user>/vai-tro/<int:grant>/thu-hoi", acts.take_back, name="people-take-back"),
    path("nguoi-dung/<int:user>/mat-khau", acts.password, name="people-password"),
    path("nguoi-dung/<int:user>/khoa", acts.close, name="people-close"),
    path("nguoi-dung/<int:user>/thoi-giu-vi-tri", acts.end_post, name="people-leave"),
    path("uy-quyen", delegation_pages.delegations, name="people-delegations"),
    path(
        "uy-quyen/<int:delegation>/thu-hoi",
        delegation_pages.take_delegation_back,
        name="people-delegation-back",
    ),
    path("tham-quyen-ky", delegation_pages.signing, name="people-signing"),
    path("tham-quyen-ky/<int:authority>/thu-hoi", delegation_pages.end_signing, name="people-signing-end"),
    path("phong-ban", department_pages.page, name="people-departments"),
]

own_pages = [path("thong-tin-cua-toi", profile.page, name="profile")]
