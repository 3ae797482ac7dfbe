"""Citizens of the simulated portal: they lodge dossiers, and the portal hands them over until the agency has them."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import httpx

from motcua.exchange.portal.answering import PROCEDURES
from motcua.exchange.portal.store import Store
from motcua.exchange.wire.answers import Answer, Verdict, read_answer
from motcua.exchange.wire.text import NotJson, as_json, to_bytes
from motcua.rules.instants import Instant, local_day, to_datetime

_NAMES = ("Nguyễn Thị Hòa", "Trần Văn Bình", "Lê Thị Thu", "Phạm Đức Long", "Hoàng Thị Mai", "Vũ Văn Sơn")
_PAPERS = ("Tờ khai.pdf", "Giấy chứng sinh.pdf", "Căn cước.jpg")
Post = Callable[[dict[str, Any]], Answer]


def lodge(store: Store, unit: str, count: int, now: Instant, chance: Random) -> list[str]:
    """So many citizens lodge a dossier for a unit (its identifier); gives the portal's codes. Made-up people."""
    codes = []
    first = store.rows("SELECT COUNT(*) FROM filed")[0][0]
    for n in range(first + 1, first + count + 1):
        code = f"G22.99-{to_datetime(now):%y%m%d}-{n:06}"
        body = _filed(code, unit, now, chance)
        text = json.dumps(body, ensure_ascii=False)
        store.rows("INSERT INTO filed VALUES (?, ?, NULL, 0, '')", (code, text))
        codes.append(code)
    return codes


def _filed(code: str, unit: str, now: Instant, chance: Random) -> dict[str, Any]:
    fee = chance.choice((0, 8_000, 50_000))
    return {
        "MaHoSo": code,
        "MaTTHC": PROCEDURES[0].code,
        "MaDonVi": unit,
        "ChuHoSo": chance.choice(_NAMES),
        "SoGiayToChuHoSo": f"0{local_day(now) % 100:02}{chance.randrange(10**9):09}",
        "SoDienThoai": f"09{chance.randrange(10**8):08}",
        "NgayNopHoSo": f"{to_datetime(now):%Y%m%d%H%M%S}",
        "TaiKhoanDuocXacThucVoiVNeID": "1",
        "TaiLieuNop": [
            {"TenTepDinhKem": name, "IsDeleted": "False", "DuocSoHoa": "1"} for name in _PAPERS[: 1 + fee % 3]
        ],
        "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí", "Gia": str(fee)}] if fee else [],
    }


def hand_over(store: Store, post: Post, now: Instant) -> int:
    """Hand what was lodged to the agency; what it does not confirm is handed over again next time. Gives how many it has."""
    count = 0
    for code, body in store.rows("SELECT code, body FROM filed WHERE delivered_at IS NULL ORDER BY code"):
        try:
            answer = post(json.loads(body))
        except (httpx.HTTPError, NotJson) as error:
            answer = Answer(None, type(error).__name__)
        arrived = answer.verdict() in (Verdict.DONE, Verdict.EXISTS)
        said = (now if arrived else None, f"{answer.code}: {answer.message}"[:300], code)
        store.rows("UPDATE filed SET delivered_at = ?, tries = tries + 1, answer = ? WHERE code = ?", said)
        count += arrived
    return count


def poster(agency: str, account: tuple[str, str], seconds: float = 20) -> Post:
    """Posts to an agency's address for lodged dossiers."""
    url = f"{agency.rstrip('/')}/api/SynsTTHCC/NhanHoSo"

    def post(body: dict[str, Any]) -> Answer:
        headers = {"Content-Type": "application/json"}
        response = httpx.post(url, content=to_bytes(body), headers=headers, auth=account, timeout=seconds)
        return read_answer(as_json(response.content))

    return post
