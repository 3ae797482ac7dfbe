"""A superior's file of the unit of the page tests, bound and filled once."""

from __future__ import annotations

from motcua.boards.clock import now
from motcua.catalogue.models import Unit
from motcua.people.models import Role, User
from motcua.reports.models import SuperiorFile, SuperiorFill, SuperiorVersion
from motcua.reports.superior.kept import Bringing, bind, bring, fill, in_use, opened
from motcua.reports.superior.meaning import Meaning
from motcua.rules.periods import parse
from tests.pages.cast import Cast
from tests.reports.superior.builders import report

PERIOD = "2026-04-15..2026-05-14"
NAME = "Mẫu của Sở"


def kept_file(
    unit: Unit, user: User, content: bytes | None = None, name: str = "mau.docx"
) -> SuperiorVersion:
    """A file of the unit; the report of the builders where no content is given."""
    return bring(unit, Bringing(name, content or report(), PERIOD, user.pk, now()), NAME)


def key_of(version: SuperiorVersion, text: str) -> str:
    """The key of the first spot that shows a text."""
    return next(spot.key for spot in opened(version).shown.spots.values() if spot.text == text)


def bound_file(unit: Unit, user: User) -> SuperiorVersion:
    """A file of the unit of which «1.568» means what was received."""
    version = kept_file(unit, user)
    spot = opened(version).shown.spots[key_of(version, "1.568")]
    bind(version, spot, Meaning("received"), user.pk, now())
    return version


def superior_keys(cast: Cast, name: str) -> list[object]:
    """What an address of a superior's file names, nothing of other addresses; one that was put away is listed again."""
    if not name.startswith("reports-superior-") or name == "reports-superior-new":
        return []
    SuperiorFile.objects.update(put_away_at=None)
    kept = SuperiorFile.objects.filter(unit=cast.here).first()
    writer = cast.of_here[Role.CONTROL]
    version = in_use(kept) if kept else bound_file(cast.here, writer)
    if name == "reports-superior-original":
        return [version.file_id, 1]
    if name.startswith("reports-superior-filled"):
        return [version.file_id, _filled(cast, version).pk]
    return [version.file_id]


def _filled(cast: Cast, version: SuperiorVersion) -> SuperiorFill:
    made = SuperiorFill.objects.filter(version=version).first()
    return made or fill(cast.here, version, parse(PERIOD), None, now(), lambda _period: None)
