"""All addresses. None of them carries personal data: a dossier and a unit are numbers of our own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from motcua.api.interface import api
from motcua.boards import (
    urls_audit,
    urls_catalogue,
    urls_check,
    urls_closing,
    urls_counter,
    urls_desk,
    urls_exchange,
    urls_findings,
    urls_forms,
    urls_index,
    urls_live,
    urls_notices,
    urls_people,
    urls_registers,
    urls_superior,
    urls_template,
    urls_workflow,
    views_account,
    views_dossier,
    views_dossiers,
    views_help,
    views_home,
    views_import,
    views_quarantine,
    views_reports,
    views_search,
    views_statement,
)
from motcua.boards.public.views import page as look_up

# The pages of a day with a queue at the counter first: addresses are compared one after the other.
unit_pages = [
    *urls_counter.pages,
    *urls_desk.pages,
    path("so-lieu", views_statement.page, name="statement"),
    path("so-lieu/tai/<slug:kind>", views_statement.download, name="statement-file"),
    path("ho-so", views_dossiers.page, name="dossiers"),
    path("ho-so/tai", views_dossiers.download, name="dossiers-file"),
    path("ho-so/tim", views_search.page, name="dossiers-search"),
    path("ho-so/<int:dossier>", views_dossier.page, name="dossiers-one"),
    path("nhap-lieu", views_import.page, name="import"),
    path("nhap-lieu/<slug:job>", views_import.job_page, name="import-job"),
    path("nhap-lieu/<slug:job>/tien-do", views_import.progress, name="import-progress"),
    path("nhap-lieu/<slug:job>/bo-cuc", views_import.layout, name="import-layout"),
    path("nhap-lieu/<slug:job>/ghi", views_import.confirm, name="import-confirm"),
    path("nhap-lieu/<slug:job>/huy", views_import.discard, name="import-discard"),
    path("cach-ly", views_quarantine.page, name="quarantine"),
    path("cach-ly/<int:row>", views_quarantine.row_page, name="quarantine-row"),
    path("cach-ly/<int:row>/bo-qua", views_quarantine.set_row_aside, name="quarantine-aside"),
    path("bao-cao", views_reports.page, name="reports"),
    path("bao-cao/muc/<slug:key>", views_reports.section, name="reports-section"),
    path("bao-cao/van-ban", views_reports.draft, name="reports-draft"),
    path("bao-cao/tai/<slug:kind>", views_reports.download, name="reports-file"),
    *urls_audit.unit_pages,
    *urls_check.pages,
    *urls_forms.pages,
    *urls_superior.pages,
    *urls_template.pages,
    *urls_closing.pages,
    *urls_index.pages,
    *urls_live.pages,
    *urls_workflow.pages,
    *urls_catalogue.pages,
    *urls_people.unit_pages,
    *urls_notices.unit_pages,
    *urls_registers.pages,
    *urls_exchange.unit_pages,
    *urls_findings.pages,
]

urlpatterns = [
    path("", views_home.home, name="home"),
    path("don-vi", views_home.units, name="units"),
    path("u/<int:unit>/", include(unit_pages)),
    path("dang-nhap", views_account.SignIn.as_view(), name="sign-in"),
    path("dang-xuat", views_account.SignOut.as_view(), name="sign-out"),
    path("mat-khau", views_account.ChangePassword.as_view(), name="password"),
    *urls_people.own_pages,
    *urls_notices.own_pages,
    path("phim-tat", views_help.keys, name="keys"),
    path("ngon-ngu", login_not_required(set_language), name="set_language"),
    path("api/v1/", api.urls),
    path("tra-cuu", look_up, name="look-up"),
    *urls_live.open_pages,
    path("lien-thong/", include((urls_exchange.posted_to, "exchange"))),
    path("khoe", views_help.health, name="health"),
]

handler403 = "motcua.boards.views_help.refused"
handler404 = "motcua.boards.views_help.not_found"
handler500 = "motcua.boards.views_help.failed"
