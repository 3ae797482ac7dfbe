"""Where addresses come from: what each source knows, and nothing of it in anything that is printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.notices import recipients
from motcua.notices.privacy import Fact, Known
from motcua.notices.queue import queue
from motcua.notices.recipients import Contact, applicant_source, at_address, contact_of
from tests.notices.conftest import NAME, NOW, PHONE, Switch, only, send
from tests.notices.fakes import PostOffice


@pytest.fixture
def casework(dossier: Dossier) -> Iterator[None]:
    """A source that knows more of the applicant, as the casework has."""

    @applicant_source
    def source(key: int) -> Contact | None:
        others = (Known(Fact.NUMBER, "031190001234"), Known(Fact.ADDRESS, "Thôn Đông, xã Mẫu"))
        return (
            Contact(phone="0987654321", email="ngoc@dan.example", others=others)
            if key == dossier.pk
            else None
        )

    yield
    recipients._applicants.remove(source)


def test_a_later_source_goes_before_and_what_it_replaces_stays_personal(
    dossier: Dossier, casework: None
) -> None:
    found = contact_of(dossier.pk)
    assert (found.name, found.phone, found.email) == (NAME, "0987654321", "ngoc@dan.example")
    assert {one.value for one in found.known()} == {
        NAME, PHONE, "0987654321", "ngoc@dan.example", "031190001234", "Thôn Đông, xã Mẫu",
    }  # fmt: skip


def test_a_letter_goes_where_the_source_says(
    sample: Unit, dossier: Dossier, casework: None, switch_on: Switch, fake_post_office: PostOffice
) -> None:
    switch_on("email")
    queue("accepted", sample, dossier, {}, NOW)
    assert send() == {"sent": 1}
    assert b"To: ngoc@dan.example" in fake_post_office.letters[0]


def test_what_only_the_source_knows_is_not_sent_either(
    sample: Unit, dossier: Dossier, casework: None, switch_on: Switch
) -> None:
    switch_on("folder")
    queue("transferred", sample, dossier, {"agency": "Trạm y tế thôn Đông xã Mẫu"}, NOW)
    assert send() == {"given_up": 1}
    assert only().error == "Văn bản chứa địa chỉ: không được gửi qua kênh mở."


def test_nobody_is_known_of_a_dossier_without_a_person(sample: Unit) -> None:
    assert contact_of(0) == Contact()


def test_an_address_does_not_show_itself(dossier: Dossier) -> None:
    shown = repr(contact_of(dossier.pk)) + repr(at_address("email", "so@tinh.example", "agency"))
    assert PHONE not in shown and NAME not in shown and "example" not in shown
