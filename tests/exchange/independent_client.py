"""An agency's client written from the description of the exchange alone: it shares no code with the package, and may not.

Three ways to say the same: one address with everything in the body (S1), an address for each operation with a bare list
(S2), a gateway with an address for new, one for changed and one for progress (S3).
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

Json = Any


class Refused(Exception):
    """The other side did not take it."""


class Client(ABC):
    """Signs in, sends and looks up; `unit` is the identifier of the agency (madonvi)."""

    def __init__(self, base: str, unit: str, user: str, password: str) -> None:
        self.base, self.unit, self._account, self.session = base, unit, (user, password), ""

    def sign_in(self) -> None:
        """Ask for a session, which every later request brings."""
        user, password = self._account
        self.session = str(self.post("/login", {"username": user, "password": password}).get("session", ""))
        if not self.session:
            raise Refused("no session")

    def post(self, path: str, body: Json, headers: Mapping[str, str] | None = None) -> dict[str, Json]:
        """One request; the answer is an object with `error_code`, whatever the status is."""
        sent = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Charset": "utf-8",
            **(headers or {}),
        }
        request = Request(self.base + path, json.dumps(body).encode(), sent, method="POST")
        try:
            with urlopen(request, timeout=10) as response:
                return dict(json.loads(response.read().decode("utf-8")))
        except HTTPError as error:
            return dict(json.loads(error.read().decode("utf-8")))

    def send(self, dossier: Mapping[str, Json]) -> str:
        """Send a dossier as new, or as changed where it is there already, as the known clients do; gives the message."""
        answer = self.synchronise([dict(dossier)], updating=False)
        if "đã tồn tại" in str(answer["message"]).lower() and int(answer["error_code"]) in (0, 3, -3):
            answer = self.synchronise([dict(dossier)], updating=True)
        return _success(answer)

    def tell(self, step: Mapping[str, str]) -> str:
        """Send a step of progress."""
        return _success(self.progress([dict(step)]))

    def find(self, code: str) -> list[dict[str, Json]]:
        """What the portal has under a code; nothing where it has none."""
        answer = self.look_up(code)
        return list(answer.get("result") or [])

    @abstractmethod
    def synchronise(self, rows: list[Json], *, updating: bool) -> dict[str, Json]:
        """DongBoHoSoMC."""

    @abstractmethod
    def progress(self, rows: list[Json]) -> dict[str, Json]:
        """CapNhatTienDoHoSoMC."""

    @abstractmethod
    def look_up(self, code: str) -> dict[str, Json]:
        """TraCuuHoSo."""


def _success(answer: Mapping[str, Json]) -> str:
    """Success is code 0, in whatever letters, and the words for it; anything else is refused."""
    said = str(answer.get("message") or "")
    if int(answer.get("error_code", -1)) != 0 or "thành công" not in said.lower():
        raise Refused(said)
    return said


class Adapter(Client):
    """S1: session, unit and operation stand in the body."""

    def _ask(self, service: str, **more: Json) -> dict[str, Json]:
        body = {"session": self.session, "madonvi": self.unit, "service": service, **more}
        return self.post("/integration", body, {"dstcode": "VN:GOV:000.00.00.G22:cong"})

    def synchronise(self, rows: list[Json], *, updating: bool) -> dict[str, Json]:
        return self._ask("DongBoHoSoMC", isUpdating=str(updating), data=rows)

    def progress(self, rows: list[Json]) -> dict[str, Json]:
        return self._ask("CapNhatTienDoHoSoMC", data=rows)

    def look_up(self, code: str) -> dict[str, Json]:
        return self._ask("TraCuuHoSo", mahoso=code)


class Rest(Client):
    """S2: an address for each operation, a bare list as body."""

    def _ask(self, operation: str, rows: Json, **query: str) -> dict[str, Json]:
        address = f"/api/SynsTTHCC/{operation}?{urlencode({'MaDinhDanhDV': self.unit, **query})}"
        return self.post(address, rows, {"Authorization": f"Bearer {self.session}"})

    def synchronise(self, rows: list[Json], *, updating: bool) -> dict[str, Json]:
        return self._ask("DongBoHoSoMC", rows, isUpdating=str(updating))

    def progress(self, rows: list[Json]) -> dict[str, Json]:
        return self._ask("CapNhatTienDoHoSoMC", rows)

    def look_up(self, code: str) -> dict[str, Json]:
        return self._ask("TraCuuHoSo", {"mahoso": code})


class Gateway(Rest):
    """S3: separate addresses for new dossiers, changed ones and progress."""

    def synchronise(self, rows: list[Json], *, updating: bool) -> dict[str, Json]:
        return self._to("/CapNhat" if updating else "/ThemMoi", rows)

    def progress(self, rows: list[Json]) -> dict[str, Json]:
        return self._to("/TienTrinh", rows)

    def _to(self, address: str, rows: list[Json]) -> dict[str, Json]:
        return self.post(address, rows, {"Authorization": f"Bearer {self.session}"})
