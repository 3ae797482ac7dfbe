"""Writing the next version of a procedure: kept as a draft, compared with what holds, then published."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError

from motcua.catalogue.changes import Author, CatalogueError
from motcua.catalogue.contents import Content, Described, from_json, to_json
from motcua.catalogue.differences import LONGEST_CODE, Comparison, compare
from motcua.catalogue.fields import procedure_code
from motcua.catalogue.kept import contents_of
from motcua.catalogue.models import Draft, ProcedureVersion
from motcua.catalogue.publish import publish
from motcua.catalogue.writing import writing
from motcua.rules.instants import Instant


class ChangedMeanwhile(CatalogueError):
    """Somebody else has saved the draft since it was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Người khác đã lưu dự thảo này sau khi bạn mở. Mở lại dự thảo ở trang khác, đối chiếu rồi lưu lại."
        )


def begin(code: str, by: Author) -> Draft:
    """The draft of a procedure's next version, begun as a copy of the last version, or empty where there is none.

    One that is there already stays as it is. Raises CatalogueError for what is no code.
    """
    code = procedure_code(code)
    if not code or len(code) > LONGEST_CODE or not code[0].isalnum():
        raise CatalogueError("Mã thủ tục có dạng 1.001193, dài nhất 40 ký tự.")
    last = ProcedureVersion.objects.filter(procedure__code=code).select_related("field", "procedure__field")
    version = last.order_by("-since").first()
    content = contents_of([version])[version.pk] if version else Content()
    fresh = {"content": to_json(content), "saved_at": by.at, "saved_by": by.user}
    return Draft.objects.get_or_create(code=code, defaults=fresh)[0]


def content_of(draft: Draft) -> Content:
    """What a draft holds."""
    return from_json(draft.content)


def save(draft: Draft, content: Content, since: date | None, seen: Instant, by: Author) -> None:
    """Keep what was written; `seen` is the `saved_at` of the state it was written from. Raises ChangedMeanwhile."""
    # Two that save within one millisecond must differ, or the second would not see the first.
    at = max(by.at, draft.saved_at + 1)
    changed = Draft.objects.filter(pk=draft.pk, saved_at=seen).update(
        content=to_json(content), since=since, saved_at=at, saved_by=by.user
    )
    if not changed:
        raise ChangedMeanwhile
    draft.refresh_from_db()


def difference(draft: Draft, since: date) -> Comparison:
    """What the draft would change if it held from a day on."""
    return compare([Described(draft.code, content_of(draft), frozenset(vars(Content())))], since)


@writing()
def publish_draft(draft: Draft, since: date, by: Author) -> ProcedureVersion:
    """Let a draft hold from a day on, and put it away; `by.source` is the decision.

    Raises Incomplete, and CatalogueError where it changes nothing.
    """
    content = content_of(draft)
    if not difference(draft, since).differences:
        raise CatalogueError("Dự thảo không khác phiên bản đang có hiệu lực vào ngày đó, nên không công bố.")
    try:
        version = publish(draft.code, content, since, by)
    except IntegrityError as error:
        raise CatalogueError(
            "Người khác vừa công bố phiên bản cùng ngày. Mở lại thủ tục rồi làm lại."
        ) from error
    draft.delete()
    return version
