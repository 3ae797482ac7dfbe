"""Payments: what is due is said, what was paid is believed only with the right checksum."""

from __future__ import annotations

import hashlib

import pytest

from motcua.exchange.wire.checksums import WrongChecksum, digest, keyed, verify
from motcua.exchange.wire.payment import (
    Confirmation,
    Due,
    Owed,
    read_confirmation,
    reply_is_taken,
    write_confirmation,
    write_owed,
    write_reply,
)

SECRET = "bi mat"
PAID = Confirmation(
    "CONFIRM", "00", "DT01", "H24.99-1-20260601", 50_000, "VND", "GD9", "VCB", 1_780_275_600_000, "Phí"
)


def test_the_digest_is_of_the_values_and_the_secret_in_order() -> None:
    assert digest(["A", 1], "s") == hashlib.sha256(b"A|1|s").hexdigest()
    assert keyed(["A", 1], "k") != keyed([1, "A"], "k")


def test_a_confirmation_comes_back() -> None:
    assert read_confirmation(write_confirmation(PAID, SECRET), SECRET).value == PAID


@pytest.mark.parametrize(
    "change", [{"SoTien": 5}, {"MaLoi": "99"}, {"MaXacThuc": ""}, {"MaXacThuc": None}, {"MaGiaoDich": "X"}]
)
def test_a_confirmation_that_was_changed_is_not_believed(change: dict[str, object]) -> None:
    with pytest.raises(WrongChecksum):
        read_confirmation(write_confirmation(PAID, SECRET) | change, SECRET)
    with pytest.raises(WrongChecksum):
        read_confirmation(write_confirmation(PAID, "another"), SECRET)


def test_the_reply_has_a_checksum_of_its_own() -> None:
    sent = write_confirmation(PAID, SECRET)
    assert reply_is_taken(write_reply(sent, SECRET, taken=True), SECRET)
    assert not reply_is_taken(write_reply(sent, SECRET, taken=False, reason="Hồ sơ không có"), SECRET)
    with pytest.raises(WrongChecksum):
        reply_is_taken(write_reply(sent, SECRET, taken=False) | {"MaLoi": "00"}, SECRET)


def test_capitals_are_the_same_and_blanks_are_nothing() -> None:
    verify("ab", " AB ")
    for wrong in ("", None, 5, "abc"):
        with pytest.raises(WrongChecksum):
            verify("ab", wrong)


def test_what_is_due() -> None:
    owed = Owed(
        "R1",
        "H24.99-1",
        "1.001193",
        "Khai sinh",
        "H24.99",
        "UBND",
        "Phí",
        "A",
        fees=(Due("2", "Lệ phí", 8000),),
    )
    answer = write_owed(owed)
    assert answer["error_code"] == 1
    assert answer["message"]["DSKhoanNop"] == [{"NoiDung": "Lệ phí", "SoTien": "8000"}]
    assert write_owed(None)["error_code"] == 0
