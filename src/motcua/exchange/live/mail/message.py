"""What stands in a message: from whom it is, whether that was checked, and its attachments."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePath

KINDS = (
    ".xlsx",
    ".xlsm",
    ".xls",
    ".xlsb",
    ".ods",
    ".csv",
    ".tsv",
    ".txt",
    ".json",
    ".jsonl",
    ".html",
    ".htm",
)
"""Attachments that may be exports; logos and signatures are not."""
_PASSED = re.compile(r"\b(?:dmarc|dkim)=pass\b", re.IGNORECASE)


@dataclass(frozen=True)
class Attachment:
    """A file in a message; `digest` of its content."""

    name: str
    content: bytes
    digest: str


def read(content: bytes) -> EmailMessage:
    """A message, or its head alone."""
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage), "the policy gives this kind"  # noqa: S101
    return found


def sender(message: EmailMessage) -> str:
    """The one address it is from, in small letters; empty where there is none, more than one, or it is written badly."""
    lines = message.get_all("From", [])
    if len(lines) != 1 or lines[0].defects or len(lines[0].addresses) != 1:
        return ""
    return str(lines[0].addresses[0].addr_spec).lower()


def allowed(address: str, senders: Collection[str]) -> bool:
    """Whether an address is one of those allowed, or of one of those domains."""
    return bool(address) and (address in senders or f"@{address.rpartition('@')[2]}" in senders)


def checked(message: EmailMessage, by: str) -> bool:
    """Whether the server that we trust says that the sender is who it says: in the first line, which it wrote itself."""
    told = [str(one) for one in message.get_all("Authentication-Results", [])][:1]
    return not by or any(
        one.split(";")[0].strip().lower() == by.lower() and _PASSED.search(one) for one in told
    )


def attachments(message: EmailMessage) -> list[Attachment]:
    """The files in a message that may be exports, those of forwarded messages too."""
    found = []
    for part in message.walk():
        name = PurePath((part.get_filename() or "").replace("\\", "/")).name
        if part.is_multipart() or not name.lower().endswith(KINDS):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            found.append(Attachment(name[:200], content, hashlib.sha256(content).hexdigest()))
    return found
