"""The message of one or several notices: text from the template in force, address from the data beside the journal.

Both live only while the message is sent. Whatever is open to others is looked through for personal data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from motcua.catalogue.models import Unit
from motcua.hub.text import fold
from motcua.notices.channels.base import Message, Reach, Refused
from motcua.notices.configured import Use, usual_where
from motcua.notices.events import Audience, Event, Variant, event_named
from motcua.notices.models import ChannelSetting, Notice, NoticeTemplate
from motcua.notices.parameters import Value, in_words
from motcua.notices.privacy import Fact, Known, national, personal
from motcua.notices.private_fields import is_private
from motcua.notices.recipients import Contact, contact_of, contact_of_user
from motcua.notices.templates import in_force
from motcua.notices.texts import compiled, gathered_text
from motcua.notices.wording import MissingValue
from motcua.rules.instants import Instant

_WORDS = frozenset({Fact.NAME, Fact.ADDRESS, Fact.OTHER})
INSIDE = "hệ thống Một Cửa"
"""Where officers look."""


class NoAddress(Refused):
    """The recipient cannot be reached by the channel: another one may do."""


@dataclass(frozen=True)
class Said:
    """What one notice says: the version of the template and the values, and the words made of them."""

    notice: Notice
    template: NoticeTemplate
    values: dict[str, Value]
    title: str = field(repr=False)
    text: str = field(repr=False)


def message_of(said: Sequence[Said], use: Use, address: str) -> Message:
    """One message of what the notices of one bundle say."""
    first = said[0]
    title, text = (
        (first.title, first.text) if len(said) == 1 else gathered_text(said_words(first), _lines(said))
    )
    return Message(
        id=message_id(first.notice),
        event=first.notice.event if len(said) == 1 else "",
        unit=first.notice.unit_id,
        title=title,
        text=text,
        address=address,
        values=said_words(first) if len(said) == 1 else {},
        role=first.notice.role,
        notices=tuple(one.notice.pk for one in said),
    )


def message_id(notice: Notice) -> str:
    """The same for every attempt at the same bundle."""
    return hashlib.sha256(notice.bundle.encode()).hexdigest()[:32]


def say(notice: Notice, use: Use, now: Instant, *, several: bool) -> Said:
    """What a notice says by a channel; raises Refused where it must not or cannot be said."""
    event = event_named(notice.event)
    variant = _variant(event, use, several=several)
    template = in_force(notice.unit_id, event.name, variant, now)
    values = said_by(event, notice.parameters, notice.unit, use, notice)
    try:
        title, text = written(event, template, values)
    except MissingValue as error:
        raise Refused(str(error)) from error
    if use.kind.open:
        _refuse_personal(notice, f"{title}\n{text}", public=_public_names(notice.unit))
    return Said(notice, template, values, title, text)


def said_by(
    event: Event, parameters: Mapping[str, Value], unit: Unit, use: Use, notice: Notice | None = None
) -> dict[str, Value]:
    """The values as a channel may say them: the unit's own added, private ones left out where they have to be."""
    where = INSIDE if event.audience is Audience.OFFICER else use.setting.where or usual_where()
    added = {"unit": unit.name, "unit_short": short_name(unit.name), "where": where}
    kept = {name: value for name, value in parameters.items() if name in event.parameters}
    if use.kind.open and not _may_name(use, notice):
        kept = {name: value for name, value in kept.items() if not event.parameters[name].private}
    return {**kept, **added}


def written(event: Event, template: NoticeTemplate, values: Mapping[str, Value]) -> tuple[str, str]:
    """Title and text of a template with values; raises MissingValue."""
    words = {name: in_words(event.parameters[name].kind, value) for name, value in values.items()}
    return compiled(template.title).render(words), compiled(template.text).render(words)


def said_words(said: Said) -> dict[str, str]:
    """The values in words."""
    parameters = event_named(said.notice.event).parameters
    return {name: in_words(parameters[name].kind, value) for name, value in said.values.items()}


def short_name(unit: str) -> str:
    """A unit's name as short messages have it."""
    return unit.replace("Ủy ban nhân dân", "UBND").replace("Uỷ ban nhân dân", "UBND")


def address_of(notice: Notice, reach: Reach) -> str:
    """Where a notice goes by a channel; raises NoAddress."""
    if reach is Reach.NOTHING or (reach is Reach.ACCOUNT and notice.user_id):
        return ""
    if notice.to == Notice.To.ADDRESS:
        kept = getattr(notice, "address", None)
        return usable(kept.address if kept else "", reach)
    contact = _contact(notice)
    return usable(contact.phone if reach is Reach.PHONE else contact.email, reach)


def _contact(notice: Notice) -> Contact:
    if notice.to == Notice.To.APPLICANT and notice.dossier_id:
        return contact_of(notice.dossier_id)
    if notice.user is None or not notice.user.is_active:
        raise NoAddress("Tài khoản không còn hoạt động.")
    return contact_of_user(notice.user)


def usable(address: str, reach: Reach) -> str:
    """An address as a channel takes it: a mailbox, or the first mobile number of several; raises NoAddress."""
    if reach is Reach.EMAIL:
        try:
            validate_email(address.strip())
        except ValidationError:
            problem = "không đúng" if address.strip() else "chưa có"
            raise NoAddress(f"Địa chỉ thư điện tử {problem}.") from None
        return address.strip()
    mobile = next((one for one in map(national, _several(address)) if _is_mobile(one)), "")
    if not mobile:
        raise NoAddress(f"Số điện thoại di động {'không đúng' if address.strip() else 'chưa có'}.")
    return mobile


def _several(phones: str) -> list[str]:
    for sign in ",;/":
        phones = phones.replace(sign, "\n")
    return phones.splitlines()


def _is_mobile(number: str) -> bool:
    return len(number) == 10 and number[0] == "0" and number[1] in "35789"


def _variant(event: Event, use: Use, *, several: bool) -> Variant:
    if several:
        return Variant.LINE if Variant.LINE in event.variants else Variant.SHORT
    return use.kind.variant


def _may_name(use: Use, notice: Notice | None) -> bool:
    if use.setting.naming == ChannelSetting.Naming.NEVER or notice is None or notice.dossier is None:
        return False
    return not is_private(notice.dossier.cell.field.name)


def _public_names(unit: Unit) -> str:
    return f"{fold(unit.name)} | {fold(short_name(unit.name))}"


def _refuse_personal(notice: Notice, text: str, *, public: str) -> None:
    known = contact_of(notice.dossier_id).known() if notice.dossier_id else list[Known]()
    # A unit that files for itself, an address that is no more than the commune's name: nobody's secret.
    hidden = [one for one in known if one.fact not in _WORDS or fold(one.value) not in public]
    if found := personal(text, hidden):
        raise Refused(f"Văn bản chứa {', '.join(found)}: không được gửi qua kênh mở.")


def _lines(said: Sequence[Said]) -> list[str]:
    return [one.text for one in said]
