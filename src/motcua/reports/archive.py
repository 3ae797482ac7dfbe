"""The parts of a zip file, never more than was allowed: what an archive says of its sizes is not believed."""

from __future__ import annotations

import zlib
from enum import Enum
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

_CHUNK = 1 << 20
_DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


class Fault(Enum):
    """What is wrong with an archive."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_MUCH = "too much"


class BadArchive(Exception):
    """An archive, or a part of it, that is not read; those who read it say so in their own words."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Archive:
    """A zip file of which at most `most` bytes are read in all; raises BadArchive."""

    def __init__(self, content: bytes, most: int) -> None:
        self._left = most
        try:
            self._zip = ZipFile(BytesIO(content))
        except _DAMAGE as error:
            raise BadArchive(Fault.DAMAGED) from error
        self.entries = self._zip.infolist()
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, which count against the limit; None where there is none."""
        if name not in self.names:
            return None
        content = self._read(self._zip.getinfo(name), self._left)
        self._left -= len(content)
        return content

    def passed_on(self, entry: ZipInfo, most: int) -> bytes:
        """The bytes of a part that is only written again: it counts against no limit but its own."""
        return self._read(entry, most)

    def _read(self, entry: ZipInfo, most: int) -> bytes:
        if entry.flag_bits & 1:
            raise BadArchive(Fault.LOCKED)
        pieces, size = list[bytes](), 0
        try:
            with self._zip.open(entry) as opened:
                while piece := opened.read(min(_CHUNK, most - size + 1)):
                    size += len(piece)
                    if size > most:
                        raise BadArchive(Fault.TOO_MUCH)
                    pieces.append(piece)
        except _DAMAGE as error:
            raise BadArchive(Fault.DAMAGED) from error
        return b"".join(pieces)
