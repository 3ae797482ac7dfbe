"""Addresses of findings between systems, of totals published elsewhere, and of the file of explanation."""

from __future__ import annotations

from django.urls import path

from motcua.boards.findings import explain, facts, incidents, one, page, rules, totals

pages = [
    path("doi-chieu", page.page, name="findings"),
    path("doi-chieu/tai", page.file, name="findings-file"),
    path("doi-chieu/chay", page.compare, name="findings-compare"),
    path("doi-chieu/xu-ly", page.settle_many, name="findings-settle"),
    path("doi-chieu/<int:finding>", one.page, name="findings-one"),
    path("doi-chieu/quy-uoc", rules.page, name="findings-rules"),
    path("doi-chieu/quy-uoc/<int:pair>/thoi", rules.end, name="findings-part"),
    path("doi-chieu/cong-bo", totals.page, name="findings-totals"),
    path("doi-chieu/cong-bo/nhap", totals.enter, name="findings-totals-enter"),
    path("doi-chieu/cong-bo/tep", totals.read_file, name="findings-totals-read"),
    path("doi-chieu/cong-bo/<int:total>", totals.one, name="findings-total"),
    path("su-co", incidents.page, name="findings-incidents"),
    path("su-co/ghi", incidents.record, name="findings-incident-record"),
    path("su-co/<int:incident>", incidents.one, name="findings-incident"),
    path("su-co/<int:incident>/ho-so", incidents.touched, name="findings-touched"),
    path("su-co/<int:incident>/tep", incidents.screenshot, name="findings-screenshot"),
    path("giai-trinh", explain.page, name="findings-explain"),
    path("giai-trinh/tai/<slug:kind>", explain.file, name="findings-explain-file"),
    path("giai-trinh/cong-van/<int:system>/<slug:kind>", explain.to_owner, name="findings-letter"),
    path("ho-so/<int:dossier>/su-viec", facts.record, name="findings-fact"),
    path("su-viec/<int:fact>/tep", facts.evidence, name="findings-evidence"),
]
