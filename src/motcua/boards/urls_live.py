"""Addresses of the boards that show what is at present."""

from __future__ import annotations

from django.urls import path

from motcua.boards.live import views, views_list, views_urge, views_wall, views_wall_links

pages = [
    path("bang-theo-doi", views.page, name="board"),
    path("bang-theo-doi/moi", views.changed, name="board-changed"),
    path("bang-theo-doi/ho-so", views_list.page, name="board-list"),
    path("bang-theo-doi/ho-so/tai", views_list.download, name="board-list-file"),
    path("bang-theo-doi/tai/<slug:key>", views.download, name="board-file"),
    path("bang-theo-doi/don-doc", views_urge.page, name="board-urges"),
    path("bang-theo-doi/don-doc/gui", views_urge.ask, name="board-urge"),
    path("bang-theo-doi/don-doc/<int:key>/tra-loi", views_urge.reply, name="board-urge-reply"),
    path("bang-theo-doi/man-hinh", views_wall.page, name="board-wall"),
    path("bang-theo-doi/man-hinh/moi", views_wall.changed, name="board-wall-changed"),
    path("bang-theo-doi/man-hinh/duong-dan", views_wall_links.page, name="board-wall-links"),
    path("bang-theo-doi/man-hinh/duong-dan/<int:link>/huy", views_wall_links.end, name="board-wall-end"),
]
open_pages = [
    path("man-hinh/<str:signed>", views_wall_links.wall, name="wall"),
    path("man-hinh/<str:signed>/moi", views_wall_links.changed, name="wall-changed"),
]
"""Open to whoever has the link."""
