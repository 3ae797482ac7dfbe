"""Checksums of payment messages: made of named fields in a fixed order and a secret; always verified."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable


class WrongChecksum(ValueError):
    """A message whose checksum is not the one that its fields give: it is not from whom it says, or was changed."""

    def __init__(self) -> None:
        super().__init__("mã xác thực không đúng")


def digest(values: Iterable[object], secret: str) -> str:
    """SHA-256 of the values and the secret joined by `|`, in hexadecimal (payment platform, PayGov by its own order)."""
    return hashlib.sha256("|".join([*map(str, values), secret]).encode()).hexdigest()


def keyed(values: Iterable[object], key: str) -> str:
    """HMAC-SHA256 of the values joined by `|`, in hexadecimal (KeyPay)."""
    return hmac.new(key.encode(), "|".join(map(str, values)).encode(), hashlib.sha256).hexdigest()


def verify(expected: str, given: object) -> None:
    """Raise WrongChecksum unless both are the same; letters in capitals are, and so is nothing else."""
    if not isinstance(given, str) or not hmac.compare_digest(
        expected.encode(), given.strip().lower().encode()
    ):
        raise WrongChecksum
