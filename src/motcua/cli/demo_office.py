"""The commune of the demonstration in which dossiers are worked on, from the counter to the returned result."""

from __future__ import annotations

from pathlib import Path

from motcua.casework.practice import furnish
from motcua.catalogue.units import TWO_LEVELS, add_unit
from motcua.cli.demo_accounts import Account, account, new_password
from motcua.cli.demo_elsewhere import bring_in
from motcua.people.models import Role, SigningAuthority, User
from motcua.rules.instants import Instant

CODE, NAME, PROVINCE = "H24.990", "Ủy ban nhân dân xã Thực Hành", "Hải Phòng"
_PEOPLE = (
    ("quay", "Phạm Thị Quầy", "công chức tiếp nhận", Role.COUNTER),
    ("chuyen-vien", "Nguyễn Văn Chuyên", "công chức chuyên môn", Role.SPECIALIST),
    ("truong-phong", "Trần Thị Trưởng", "trưởng phòng", Role.HEAD),
    ("giam-doc", "Vũ Thị Giám", "giám đốc Trung tâm", Role.DIRECTOR),
    ("chu-tich", "Lê Văn Lãnh", "Chủ tịch", Role.LEADER),
    ("quan-tri", "Ngô Thị Quản", "quản trị hệ thống", Role.ADMIN),
)
_PROCEDURES = ("1.001193", "1.000894", "1.000656", "1.004873")


def open_office(now: Instant, folder: Path) -> list[Account]:
    """The commune with its people, its chairman's authority to sign, and dossiers in every state.

    Beside its own it has some in the province's system; their export is written below `folder`.
    """
    unit, password = add_unit(CODE, NAME, PROVINCE), new_password()
    told = [
        account(name, full_name, [unit], role, password, title) for name, full_name, title, role in _PEOPLE
    ]
    people = {str(role): User.objects.get(username=name) for name, _full_name, _title, role in _PEOPLE}
    SigningAuthority.objects.get_or_create(
        user=people[Role.LEADER], unit=unit, form="CHỦ TỊCH", ground="Luật Tổ chức chính quyền địa phương",
        since=TWO_LEVELS,
    )  # fmt: skip
    furnish(unit, people, _PROCEDURES, now)
    bring_in(unit, folder / "thuc-hanh", _PROCEDURES, now)
    return told
