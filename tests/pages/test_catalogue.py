"""The pages of the catalogue: finding, reading, writing a version, comparing lists, naming, counting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from lxml import html

from motcua.boards import clock
from motcua.boards.catalogue import form, uploads
from motcua.catalogue import drafts
from motcua.catalogue.changes import Author
from motcua.catalogue.content import Fee, Paper
from motcua.catalogue.contents import Content
from motcua.catalogue.models import Change, Draft, Field, Procedure, ProcedureVersion, Unit, UnitTerm
from motcua.catalogue.names import name_on
from motcua.catalogue.publish import publish
from motcua.catalogue.unit_terms import set_unit_term
from motcua.catalogue.units import add_unit
from motcua.people.models import Grant, Role, User
from motcua.rules.instants import Instant, day_of, day_start
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import Term, TermUnit
from tests.catalogue.test_publish import RICH, content_of
from tests.pages.cast import SINCE, Cast

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
NOON: Instant = day_start(day_of(TODAY)) + 12 * 3_600_000
BY = Author(NOON, source="858/QĐ-BTP")
BIRTH, MARRIAGE, SINGLE = "1.001193", "1.000894", "1.004873"


@pytest.fixture(autouse=True)
def clocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of 1 June 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    for module in (
        "edit",
        "figures",
        "files",
        "listing",
        "naming",
        "one",
        "shared",
        "calendar",
        "calendar_edit",
    ):
        for name, value in (("now", lambda: NOON), ("today", lambda: TODAY)):
            monkeypatch.setattr(f"motcua.boards.catalogue.{module}.{name}", value, raising=False)


@pytest.fixture
def manager(cast: Cast, sign_in: SignIn) -> Client:
    """Who manages the catalogue at the top of all units."""
    return sign_in(cast.of_above[Role.ADMIN])


def procedure(code: str) -> Procedure:
    return Procedure.objects.get(code=code)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    main = html.fromstring(answer.content.decode()).cssselect("main")[0]
    return " ".join(" ".join(str(piece) for piece in main.itertext()).split())


def at(name: str, cast: Cast, *more: object, top: bool = False) -> str:
    return reverse(name, args=[(cast.above if top else cast.here).pk, *more])


def codes(client: Client, address: str) -> list[str]:
    page = html.fromstring(client.get(address).content.decode())
    return [cell.text_content().strip() for cell in page.cssselect("td.code")]


def test_the_list_is_searched_and_narrowed(cast: Cast, sign_in: SignIn) -> None:
    client, address = sign_in(cast.of_here[Role.CLERK]), at("catalogue", cast)
    assert len(codes(client, address)) == 100
    assert codes(client, f"{address}?q=dkks")[0] == BIRTH
    assert codes(client, f"{address}?q=kết hôn")[0] == MARRIAGE
    assert "Không có thủ tục phù hợp" in text_of(client, f"{address}?q=xyz")
    field = Field.objects.get(name="Chứng thực")
    shown = codes(client, f"{address}?field={field.pk}")
    assert set(shown) == set(Procedure.objects.filter(field=field).values_list("code", flat=True))
    assert codes(client, f"{address}?level=4") == []
    assert len(codes(client, f"{address}?after=200")) == 94
    for odd in ("field=x", "level=-1", "after=99999999999", "on=hôm nay", "show=%00", "after=-5"):
        assert client.get(f"{address}?{odd}").status_code == 200


def test_what_comes_and_what_is_repealed_has_lists_of_its_own(cast: Cast, manager: Client) -> None:
    publish(BIRTH, replace(content_of(BIRTH), term=Term(2, TermUnit.WORKING_DAYS)), date(2026, 7, 1), BY)
    manager.post(at("catalogue-repeal", cast, procedure(MARRIAGE).pk, top=True), {"since": "2026-06-01"})
    set_unit_term(cast.here, procedure(SINGLE), Term(2, TermUnit.WORKING_DAYS), TODAY, BY)
    address = at("catalogue", cast)
    assert codes(manager, f"{address}?show=coming") == [BIRTH]
    assert codes(manager, f"{address}?show=repealed") == [MARRIAGE]
    assert codes(manager, f"{address}?show=repealed&q=kết hôn") == [MARRIAGE]
    assert codes(manager, f"{address}?show=own") == [SINGLE]
    assert MARRIAGE not in codes(manager, f"{address}?q=ket hon")
    assert MARRIAGE in codes(manager, f"{address}?q=ket hon&on=2026-05-31")


def test_a_procedure_says_what_holds_and_what_was_changed(
    cast: Cast, sign_in: SignIn, manager: Client
) -> None:
    publish("9.000001", RICH, TODAY, replace(BY, user=cast.of_above[Role.ADMIN].pk))
    address = at("catalogue-one", cast, procedure("9.000001").pk)
    text = text_of(sign_in(cast.of_here[Role.CLERK]), address)
    for told in (
        "Đăng ký nuôi ong", "Phiên bản từ 1/6/2026 · đang có hiệu lực", "5 ngày làm việc",
        "nhận sau 15:00 tính sang ngày làm việc sau", "Trả kết quả trong ngày", "tính lại thời hạn từ đầu",
        "Trực tiếp: 10.000 đồng, lệ phí (theo nghị quyết)", "mẫu TK-01", "chỉ nếu có",
        "01/2026/TT-BNNMT – Thông tư", "Người admin-above", "858/QĐ-BTP",
    ):  # fmt: skip
        assert told in text, told
    assert "Bãi bỏ thủ tục" not in text and "Đặt thời hạn riêng" not in text
    assert "Bãi bỏ thủ tục" in text_of(manager, at("catalogue-one", cast, procedure("9.000001").pk, top=True))


def test_an_older_version_can_be_looked_at(cast: Cast, manager: Client) -> None:
    old = procedure(BIRTH).versions.get()
    publish(BIRTH, replace(content_of(BIRTH), name="Tên mới"), TODAY, BY)
    address = at("catalogue-one", cast, procedure(BIRTH).pk)
    assert "Tên mới" in text_of(manager, address)
    text = text_of(manager, f"{address}?version={old.pk}")
    assert "Thủ tục đăng ký khai sinh Phiên bản từ 1/7/2025 · đã có phiên bản mới hơn" in text


def test_a_procedure_that_an_import_made(cast: Cast, manager: Client) -> None:
    made = Procedure.objects.create(
        code="9.000009", name="Lạ", folded="la", field=Field.objects.get(name="Hộ tịch"), source="import"
    )
    assert "mới chỉ biết mã và tên" in text_of(manager, at("catalogue-one", cast, made.pk))
    assert manager.get(at("catalogue-one", cast, 0)).status_code == 404


def own_term(cast: Cast, client: Client, **fields: str) -> Any:
    usual = {"lane": "0", "amount": "2", "unit_of_term": "working_days", "since": "2026-06-01"}
    return client.post(at("catalogue-own", cast, procedure(SINGLE).pk), usual | fields)


def test_a_unit_gives_itself_a_shorter_term_and_ends_it(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    assert own_term(cast, client, decision="12/QĐ-UBND").status_code == 302
    row = UnitTerm.objects.get()
    assert (row.unit, row.term_amount, row.decision, row.lane) == (cast.here, 2, "12/QĐ-UBND", 0)
    assert "2 ngày làm việc 1/6/2026 12/QĐ-UBND" in text_of(
        client, at("catalogue-one", cast, row.procedure_id)
    )
    ended = client.post(at("catalogue-own-end", cast, row.procedure_id, row.pk), {"until": "2026-09-01"})
    assert ended.status_code == 302 and UnitTerm.objects.get().until == date(2026, 9, 1)
    elsewhere = sign_in(cast.of_there[Role.CONTROL])
    address = reverse("catalogue-own-end", args=[cast.there.pk, row.procedure_id, row.pk])
    assert elsewhere.post(address, {"until": "2026-07-01"}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"amount": "4"}, "dài hơn thời hạn đã công bố"),
        ({"amount": "nhanh"}, "số nguyên"),
        ({"amount": "0"}, "số nguyên"),
        ({"amount": ""}, "chọn một làn"),
        ({"since": ""}, "Ghi ngày bắt đầu áp dụng"),
        ({"since": "2025-01-01"}, "chưa có phiên bản nào"),
        ({"unit_of_term": "weeks"}, "số nguyên"),
    ],
)
def test_own_terms_that_are_refused(cast: Cast, sign_in: SignIn, fields: dict[str, str], told: str) -> None:
    answer = own_term(cast, sign_in(cast.of_here[Role.CONTROL]), **fields)
    assert answer.status_code == 409 and told in answer.content.decode()
    assert not UnitTerm.objects.exists()


def test_a_unit_opens_a_lane_with_its_rules(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    own_term(cast, client, lane="1", channel="1", amount="1", cut_off="15:00", count_day="1")
    row = UnitTerm.objects.get()
    assert (row.lane, row.channel, row.cut_off_minute, row.count_reception_day) == (
        Lane.SAME_DAY,
        1,
        900,
        True,
    )


def fields_of(page: bytes, wanted: str = "form#draft") -> QueryDict:
    """What a browser would post of a form as it stands."""
    found = html.fromstring(page.decode()).cssselect(wanted)[0]
    assert isinstance(found, html.FormElement)
    posted = QueryDict(mutable=True)
    for name, value in found.form_values():
        posted.appendlist(name, value)
    return posted


@pytest.mark.parametrize("content", [RICH, Content(name="A", field="Hộ tịch"), replace(
    RICH, fees=((Channel.DIRECT, (Fee(8000, code="P1"), Fee(5000, "charge", "C2", "mỗi bản"), Fee(0))),), lanes=(),
    papers=(Paper("Đơn", "M1", 2, 1, True, "", "Có ủy quyền", "MĐ"),),
)])  # fmt: skip
def test_a_form_says_what_the_draft_holds(cast: Cast, manager: Client, content: Content) -> None:
    draft = drafts.begin("9.000001", BY)
    drafts.save(draft, content, None, draft.saved_at, BY)
    answer = manager.get(at("catalogue-draft", cast, draft.pk, top=True))
    read = form.filled(fields_of(answer.content))
    assert (read.content, read.problems) == (content.tidy(), {})


def draft_of(cast: Cast, client: Client, code: str) -> tuple[str, QueryDict]:
    """The address of a draft that was begun on the page, and its form as it stands."""
    address = client.post(at("catalogue-begin", cast, procedure(code).pk, top=True))["Location"]
    return address, fields_of(client.get(address).content)


def test_writing_and_publishing_the_next_version(cast: Cast, manager: Client) -> None:
    address, typed = draft_of(cast, manager, BIRTH)
    typed["term_amount"], typed["level"], typed["since"], typed["act"] = "2", "full", "2026-07-01", "save"
    typed["paper_0_name"], typed["decision"] = "Tờ khai", "900/QĐ-BTP"
    assert manager.post(address, typed.dict())["Location"] == address
    assert content_of(BIRTH).term == Term(1, TermUnit.WORKING_DAYS)
    text = text_of(manager, address)
    assert "So bản đã lưu với nội dung có hiệu lực ngày 1/7/2026" in text
    assert "Thời hạn giải quyết 1 ngày làm việc 2 ngày làm việc" in text
    typed = fields_of(manager.get(address).content)
    typed["act"] = "publish"
    assert manager.post(address, typed.dict())["Location"] == at(
        "catalogue-one", cast, procedure(BIRTH).pk, top=True
    )
    version = ProcedureVersion.objects.get(procedure__code=BIRTH, since=date(2026, 7, 1))
    assert (version.term_amount, version.level, version.papers) == (2, "full", [{"name": "Tờ khai"}])
    change = Change.objects.get()
    assert (change.actor, change.source) == (cast.of_above[Role.ADMIN].pk, "900/QĐ-BTP")
    assert not Draft.objects.exists()


def test_nothing_that_was_typed_is_lost(cast: Cast, manager: Client) -> None:
    address, typed = draft_of(cast, manager, BIRTH)
    typed["term_amount"], typed["name"], typed["term_2_amount"] = "ba", "Tên đang gõ", "không"
    answer = manager.post(address, typed.dict())
    assert answer.status_code == 422
    again = fields_of(answer.content)
    assert (again["term_amount"], again["name"], again["term_2_amount"]) == ("ba", "Tên đang gõ", "không")
    assert drafts.content_of(Draft.objects.get()).name == "Thủ tục đăng ký khai sinh"


def test_two_who_write_at_once(cast: Cast, manager: Client) -> None:
    address, first = draft_of(cast, manager, BIRTH)
    second = first.copy()
    first["name"], second["name"] = "Người thứ nhất", "Người thứ hai"
    assert manager.post(address, first.dict()).status_code == 302
    answer = manager.post(address, second.dict())
    assert answer.status_code == 409 and "Người khác đã lưu" in answer.content.decode()
    assert fields_of(answer.content)["name"] == "Người thứ hai"
    assert drafts.content_of(Draft.objects.get()).name == "Người thứ nhất"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"since": ""}, "Ghi ngày bắt đầu áp dụng"),
        ({"since": "2026-07-01"}, "không khác phiên bản"),
        ({"since": "2026-07-01", "name": ""}, "Ghi tên thủ tục"),
        ({"since": "2026-07-01", "direct": "", "online": "", "postal": ""}, "ít nhất một kênh"),
    ],
)
def test_what_cannot_be_published(cast: Cast, manager: Client, changed: dict[str, str], told: str) -> None:
    address, typed = draft_of(cast, manager, BIRTH)
    for name, value in (changed | {"act": "publish"}).items():
        typed[name] = value
    answer = manager.post(address, {key: value for key, value in typed.dict().items() if value})
    assert answer.status_code in (409, 422) and told in answer.content.decode()
    assert ProcedureVersion.objects.filter(procedure__code=BIRTH).count() == 1


def test_a_new_procedure(cast: Cast, manager: Client) -> None:
    address = at("catalogue-new", cast, top=True)
    assert manager.post(address, {"code": "  "}).status_code == 422
    draft = manager.post(address, {"code": " 9.000001.H24 "})["Location"]
    typed = fields_of(manager.get(draft).content)
    typed["name"], typed["field"], typed["since"], typed["act"] = (
        "Nuôi ong",
        "Chăn nuôi",
        "2026-06-01",
        "publish",
    )
    assert manager.post(draft, typed.dict()).status_code == 302
    assert procedure("9.000001").versions.get().name == "Nuôi ong"


def test_a_draft_is_put_away(cast: Cast, manager: Client) -> None:
    address, _typed = draft_of(cast, manager, BIRTH)
    assert manager.post(f"{address}/bo").status_code == 302
    assert not Draft.objects.exists() and ProcedureVersion.objects.filter(procedure__code=BIRTH).count() == 1


def test_repealing(cast: Cast, manager: Client) -> None:
    address = at("catalogue-repeal", cast, procedure(BIRTH).pk, top=True)
    assert "Ghi ngày đầu" in manager.post(address, {}).content.decode()
    assert manager.post(address, {"since": "2026-06-01", "replaced_by": BIRTH}).status_code == 409
    assert manager.post(address, {"since": "2026-06-01", "replaced_by": "1.116910"}).status_code == 302
    text = text_of(manager, at("catalogue-one", cast, procedure(BIRTH).pk))
    assert "đã bãi bỏ · bãi bỏ từ 1/6/2026, thay bằng 1.116910" in text


ROWS = "Mã số,Tên,Lĩnh vực,Thời hạn\n1.001193,Thủ tục đăng ký khai sinh,Hộ tịch,2 ngày làm việc\n9.000001,Nuôi ong,Hộ tịch,nhanh\n"


def brought(cast: Cast, client: Client, *files: tuple[str, bytes], **fields: str) -> Any:
    uploaded = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(at("catalogue-lists", cast, top=True), {"files": uploaded, **fields})


def test_a_list_is_compared_and_takes_effect(cast: Cast, manager: Client, folder: Path) -> None:
    address = brought(cast, manager, ("danh mục.csv", ROWS.encode()))["Location"]
    text = text_of(manager, f"{address}?since=2026-07-01")
    assert "Sửa đổi 1 Thêm mới 1 Giống nhau 0" in text
    assert "danh mục.csv, dòng 3: không hiểu thời hạn “nhanh”" in text
    assert "1 ngày làm việc 2 ngày làm việc" in text and not Change.objects.exists()
    page = manager.get(f"{address}?since=2026-07-01").content
    posted = fields_of(page, "form.publish").dict() | {"decision": "858/QĐ-BTP"}
    assert manager.post(address, posted)["Location"] == at("catalogue", cast, top=True)
    assert {row.source for row in Change.objects.all()} == {"858/QĐ-BTP"}
    assert content_of(BIRTH).term == Term(2, TermUnit.WORKING_DAYS)
    assert list((folder / "catalogue").iterdir()) == []
    assert manager.get(address).status_code == 404


def test_what_was_shown_takes_effect_or_nothing(cast: Cast, manager: Client) -> None:
    address = brought(cast, manager, ("a.csv", ROWS.encode()))["Location"]
    posted = fields_of(manager.get(address).content, "form.publish").dict()
    publish(BIRTH, replace(content_of(BIRTH), term=Term(5, TermUnit.WORKING_DAYS)), TODAY, BY)
    answer = manager.post(address, posted)
    assert answer.status_code == 409 and "Danh mục đã thay đổi sau khi xem" in answer.content.decode()
    assert not Procedure.objects.filter(code="9.000001").exists()


def test_two_who_apply_lists_at_the_same_moment(
    cast: Cast, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_: object, **__: object) -> None:
        raise IntegrityError

    address = brought(cast, manager, ("a.csv", ROWS.encode()))["Location"]
    posted = fields_of(manager.get(address).content, "form.publish").dict()
    monkeypatch.setattr("motcua.boards.catalogue.files.apply", too_late)
    answer = manager.post(address, posted)
    assert answer.status_code == 409 and "Người khác vừa sửa danh mục" in answer.content.decode()


def test_files_that_are_no_list(cast: Cast, manager: Client) -> None:
    assert brought(cast, manager).status_code == 422
    address = brought(cast, manager, ("../../etc/thư.txt", b"Kinh gui"))["Location"]
    answer = manager.get(address)
    assert answer.status_code == 422 and "không tìm thấy danh mục thủ tục" in answer.content.decode()
    assert manager.get(at("catalogue-list", cast, "khong-co-khoa-nay", top=True)).status_code == 404


def test_an_upload_belongs_to_its_unit(cast: Cast, folder: Path) -> None:
    kept = uploads.keep([SimpleUploadedFile("a.csv", b"x")], cast.above.pk, 1)
    assert uploads.find(kept.key, cast.above.pk) == kept
    assert uploads.find(kept.key, cast.here.pk) is None
    assert uploads.find("../" + kept.key, cast.above.pk) is None
    assert kept.paths[0].is_relative_to(folder)


def test_fields_are_renamed_and_merged(cast: Cast, sign_in: SignIn, manager: Client) -> None:
    land, notary = Field.objects.get(name="Đất đai"), Field.objects.get(name="Chứng thực")
    address = at("catalogue-names", cast, top=True)
    renamed = {"act": "rename", "owner": str(land.pk), "name": "Quản lý đất đai", "since": "2026-07-01"}
    assert manager.post(address, renamed).status_code == 302
    land.refresh_from_db()
    assert name_on(land, TODAY) == "Đất đai" and name_on(land, date(2026, 7, 1)) == "Quản lý đất đai"
    answer = manager.post(address, renamed | {"owner": str(notary.pk)})
    assert answer.status_code == 409 and "hãy gộp" in answer.content.decode()
    merged = {"act": "merge", "owner": str(notary.pk), "into": str(land.pk), "since": "2026-07-01"}
    assert manager.post(address, merged).status_code == 302
    assert "gộp vào Quản lý đất đai từ 1/7/2026" in text_of(
        sign_in(cast.of_here[Role.CLERK]), at("catalogue-names", cast)
    )
    assert manager.post(address, merged | {"since": ""}).status_code == 409
    assert sign_in(cast.of_here[Role.ADMIN]).post(at("catalogue-names", cast), merged).status_code == 403
    assert "Ủy ban nhân dân cấp xã" in text_of(manager, f"{address}?kind=agency")


def test_figures_with_what_had_dossiers(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CLERK])
    address = at("catalogue-figures", filled)
    page = html.fromstring(client.get(address).content.decode())
    total = [cell.text_content() for cell in page.cssselect("tfoot td")]
    # 294 ship; 1.002544 is nobody's that is known, so it is counted with the commune's.
    assert total[0] == "294" and int(total[1]) + int(total[2]) + int(total[3]) == 294
    with_dossiers = int(total[-1])
    assert with_dossiers > 0
    last_year = html.fromstring(client.get(f"{address}?year=2024").content.decode())
    assert last_year.cssselect("tfoot td")[-1].text_content() == "0"
    everybody = html.fromstring(client.get(f"{address}?tier=ministry").content.decode())
    assert 0 < int(everybody.cssselect("tfoot td")[0].text_content()) < 294
    for odd in ("year=x", "year=9999", "tier=ai", "on=2020-01-01"):
        assert client.get(f"{address}?{odd}").status_code == 200


def test_the_notice_sheet_of_a_field(cast: Cast, sign_in: SignIn) -> None:
    client, address = sign_in(cast.of_here[Role.COUNTER]), at("catalogue-sheets", cast, "docx")
    field = Procedure.objects.get(code="2.000815").field_id
    listed = text_of(client, f"{at('catalogue', cast)}?field={field}")
    assert "Bảng niêm yết của lĩnh vực này:" in listed
    answer = client.get(f"{address}?field={field}")
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    with ZipFile(BytesIO(answer.content)) as file:
        written = file.read("word/document.xml").decode()
    assert "2.000815" in written and "1.001193" not in written
    assert client.get(at("catalogue-sheets", cast, "xlsx")).status_code == 404
    none = client.get(f"{address}?on=2020-01-01", follow=True)
    assert "chưa có thủ tục nào có hiệu lực" in none.content.decode()


def test_what_all_share_is_changed_at_the_top_alone(cast: Cast, sign_in: SignIn) -> None:
    here, above = sign_in(cast.of_here[Role.ADMIN]), sign_in(cast.of_above[Role.ADMIN])
    for name in ("catalogue-lists", "catalogue-new"):
        assert here.get(at(name, cast)).status_code == above.get(at(name, cast)).status_code == 403
        assert above.get(at(name, cast, top=True)).status_code == 200
    assert "Đối chiếu danh sách" not in text_of(here, at("catalogue", cast))


def test_in_several_provinces_it_is_who_manages_all_of_them(cast: Cast, sign_in: SignIn) -> None:
    elsewhere = add_unit("H37.77", "Xã ở tỉnh khác", "Lạng Sơn")
    tops = [cast.above, Unit.objects.get(kind=Unit.Kind.PROVINCE, province=elsewhere.province)]
    one, both = sign_in(cast.of_above[Role.ADMIN]), sign_in(cast.of_above[Role.AUDITOR])
    for unit in tops:
        Grant.objects.create(user=cast.of_above[Role.AUDITOR], unit=unit, role=Role.ADMIN, since=SINCE)
    places = [reverse("catalogue-lists", args=[unit.pk]) for unit in tops]

    assert one.get(places[0]).status_code == 403
    assert [both.get(place).status_code for place in places] == [200, 200]
    assert both.get(at("catalogue-lists", cast)).status_code == 403
