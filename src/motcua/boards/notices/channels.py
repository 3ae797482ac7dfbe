"""Kênh thông báo: which channels the unit uses, how each is set up, and a trial of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.notices import channel_form
from motcua.boards.notices.audited import CHANNEL_CHANGED, CHANNEL_TRIED
from motcua.boards.notices.words import ADDRESSES, AUDIENCES, DOUBT, NAMING
from motcua.boards.option_fields import option_fields
from motcua.catalogue.models import Unit
from motcua.notices.channels.base import NotSent, Reach
from motcua.notices.configured import Use, use_of, uses, usual_where
from motcua.notices.models import ChannelSetting
from motcua.notices.trial import try_out
from motcua.people.options import BadOptions, questions
from motcua.people.policies import ADMINISTER


@unit_page(ADMINISTER)
def page(request: UnitRequest) -> HttpResponse:
    """All channels: used or not, for whom, set here or above, and what is missing."""
    lines = [_line(request.unit, use) for use in uses(request.unit.pk, now())]
    return render(request, "notices/channels.html", {"lines": lines})


def _line(unit: Unit, use: Use) -> dict[str, Any]:
    setting = use.setting
    wanted = [AUDIENCES[one] for one in sorted(use.kind.audiences) if use.serves(one)]
    return {
        "use": use,
        "audiences": wanted,
        "source": "" if setting.pk is None else "own" if setting.unit_id == unit.pk else setting.unit.name,
        "problems": problems_of(use) if setting.enabled else [],
    }


def problems_of(use: Use) -> list[str]:
    """What keeps a channel from working."""
    try:
        return use.channel.problems()
    except BadOptions as error:
        return [str(error)]


def _use(request: UnitRequest, channel: str) -> Use:
    found = use_of(request.unit.pk, channel, now())
    if found is None:
        raise Http404
    return found


@unit_page(ADMINISTER)
def one(request: UnitRequest, channel: str) -> HttpResponse:
    """The settings of a channel; posted, they are checked and kept for this unit."""
    use, problems = _use(request, channel), dict[str, str]()
    setting = own(request.unit, use)
    if request.method == "POST":
        problems = channel_form.save(setting, use.kind, request.POST.dict(), request.user.pk, now())
        if not problems:
            seen(request, CHANNEL_CHANGED, channel=channel)
            messages.success(request, _("The settings are saved."))
            return redirect("notices-channel", request.unit.pk, channel)
    context = _context(request, use, setting, problems)
    return render(request, "notices/channel.html", context, status=422 if problems else 200)


def own(unit: Unit, use: Use) -> ChannelSetting:
    """The unit's own setting, or a copy of the one it takes from above, not yet kept."""
    setting = use.setting
    if setting.unit_id == unit.pk:
        return setting
    kept = {field.attname: getattr(setting, field.attname) for field in ChannelSetting._meta.fields}
    return ChannelSetting(
        **kept | {"id": None, "unit_id": unit.pk, "changed_at": None, "changed_by_id": None}
    )


def _context(
    request: UnitRequest, use: Use, setting: ChannelSetting, problems: dict[str, str]
) -> dict[str, Any]:
    inherited = use.setting.pk is not None and use.setting.unit_id != request.unit.pk
    fields = option_fields(use.kind.options_type, setting.options, problems)
    labels = {f"option-{name}": asked.label for name, asked in questions(use.kind.options_type).items()}
    return {
        "use": use,
        "setting": setting,
        "audiences": {str(one) for one in use.kind.audiences},
        "fields": fields,
        "problems": problems,
        "summary": [(name, labels.get(name, ""), problem) for name, problem in problems.items()],
        "naming": list(NAMING.items()),
        "doubt": list(DOUBT.items()),
        "usual_where": usual_where(),
        "inherited": use.setting.unit.name if inherited else "",
        "kept": use.setting.pk is not None and not inherited,
        "missing": problems_of(use),
        "asks": ADDRESSES.get(use.kind.reach, ""),
        "tried": use.kind.reach is not Reach.ACCOUNT and use.setting.pk is not None,
    }


@require_POST
@unit_page(ADMINISTER)
def drop(request: UnitRequest, channel: str) -> HttpResponse:
    """Give the unit's own settings up: those of the unit above hold again."""
    use = _use(request, channel)
    if ChannelSetting.objects.filter(unit=request.unit, channel=use.kind.key).delete()[0]:
        seen(request, CHANNEL_CHANGED, channel=channel)
        messages.info(request, _("The unit's own settings of this channel are gone."))
    return redirect("notices-channels", request.unit.pk)


@require_POST
@unit_page(ADMINISTER)
def trial(request: UnitRequest, channel: str) -> HttpResponse:
    """Send one made-up message to an address that is typed in; it is kept nowhere."""
    use = _use(request, channel)
    seen(request, CHANNEL_TRIED, channel=channel)
    try:
        try_out(request.unit, use, request.POST.get("address", ""), now())
    except NotSent as error:
        messages.error(request, _("The trial was not sent: %(reason)s") % {"reason": error.reason})
    else:
        messages.success(request, _("The trial was sent. Look whether it has arrived."))
    return redirect("notices-channel", request.unit.pk, channel)
