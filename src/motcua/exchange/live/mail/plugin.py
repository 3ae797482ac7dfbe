"""Exports that come as attachments: unread messages of allowed senders; a message is marked after its files are recorded."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from motcua.exchange.live.base import MOST_BYTES, Fate, LiveSource, Look, Ready
from motcua.exchange.live.mail.box import Box
from motcua.exchange.live.mail.message import allowed, attachments, checked, read, sender
from motcua.exchange.live.mail.options import MailOptions, senders_in
from motcua.exchange.live.registry import register
from motcua.rules.instants import Instant


@register
class MailBox(LiveSource[MailOptions]):
    """Takes attachments out of a mailbox."""

    key = "mail"
    label = _("Mailbox")
    options_type = MailOptions
    secrets = ("secret",)

    def place(self) -> str:
        return f"{self.options.host}, {self.options.folder}"

    def ready(self, look: Look) -> Iterator[Ready]:
        """The attachments of one message after the other. Nothing of the box is open while they are recorded."""
        for number, uid in enumerate(self._unread()):
            with Box(self.options) as box:
                found = self._of_message(box, uid, look, number)
            yield from found

    def _unread(self) -> list[str]:
        senders = senders_in(self.options.senders)
        with Box(self.options) as box:
            heads = [(uid, read(box.head(uid)[0])) for uid in box.unread()]
        return [
            uid
            for uid, head in heads
            if allowed(sender(head), senders) and checked(head, self.options.checked_by)
        ]

    def _of_message(self, box: Box, uid: str, look: Look, number: int) -> list[Ready]:
        token, (head, size) = f"{box.validity}:{uid}", box.head(uid)
        named = str(read(head).get("Message-ID", "")).strip()
        if size > MOST_BYTES:
            return [Ready(f"thư {uid}", None, named, problem="Thư quá lớn, không tải về.", token=token)]
        found = attachments(read(box.whole(uid, size)))
        if not found:
            problem = "Thư không có tệp kèm nào đọc được (Excel, CSV, JSON)."
            return [Ready(f"thư {uid}", None, named, problem=problem, token=token)]
        files = []
        for place, one in enumerate(found):
            path = look.folder / f"{number}-{place}"
            path.write_bytes(one.content)
            # Marked as read only with its last file: until then it comes again.
            mark = token if place == len(found) - 1 else None
            files.append(Ready(one.name, path, f"{named[:200]} {one.digest}", token=mark))
        return files

    def put_away(self, found: Ready, fate: Fate, why: str, now: Instant) -> None:
        if found.token is None:
            return
        validity, _colon, uid = str(found.token).partition(":")
        with Box(self.options) as box:
            if box.validity == validity:
                box.mark(uid)
