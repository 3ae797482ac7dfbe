"""The work of an import: reading for the preview, then recording."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.boards.clock import now
from motcua.boards.file_columns import Understood, understood
from motcua.boards.jobs import DONE, FAILED, READY, RUNNING, Job, split
from motcua.boards.views_help import problem_code
from motcua.catalogue.models import Unit
from motcua.hub.errors import PROPOSE, ExportError
from motcua.hub.mapping import Mapping
from motcua.hub.models import MappingProfile
from motcua.hub.preview import FilePreview, preview
from motcua.hub.run import import_files

log = logging.getLogger("motcua.import")


def read(job: Job) -> None:
    """Read the files of a job as far as its preview needs.

    A file whose header somebody has explained before is read by that layout, as an upload of its own.
    """
    try:
        for alone in _with_profiles(job):
            _read(alone)
    except Exception:
        _fail(job)
        job.save()


def _with_profiles(job: Job) -> list[Job]:
    if job.layout:
        return [job]
    found = {number: kept for number, path in enumerate(job.paths) if (kept := _profile(path)) is not None}
    parts: list[Job] = []
    for number in sorted(found, reverse=True):
        part = split(job, number) if len(job.names) > 1 else job
        part.layout, part.profile = found[number].text, found[number].name
        parts.append(part)
    return parts if job in parts else [*parts, job]


def _profile(path: Path) -> MappingProfile | None:
    digest = understood(path, None).digest
    return MappingProfile.objects.filter(header_digest=digest).first() if digest else None


def _read(job: Job) -> None:
    mapping = mapping_of(job)
    try:
        unit = Unit.objects.select_related("province").get(pk=job.unit)
        found = preview(job.paths, job.names, unit, now(), mapping)
        seen = [understood(path, mapping) for path in job.paths]
        job.previews = [_plain(*three) for three in zip(found, seen, job.paths, strict=True)]
        job.phase = READY
    except Exception:
        _fail(job)
    job.save()


def record(job: Job) -> None:
    """Record the files of a job: all of them or none."""
    try:
        unit = Unit.objects.select_related("province").get(pk=job.unit)
        summary = import_files(
            unit,
            job.paths,
            now(),
            names=job.names,
            mapping=mapping_of(job),
            by=job.by,
            progress=_telling(job),
        )
        job.summary, job.phase = summary.as_dict(), DONE
    except ExportError as error:
        job.problem, job.phase = _named(str(error), job), FAILED
    except Exception:
        _fail(job)
    # The rows of the preview have names of people in them.
    job.previews = []
    job.forget_files()
    job.save()


def _named(problem: str, job: Job) -> str:
    for path, name in zip(job.paths, job.names, strict=True):
        problem = in_page_words(problem, path, name)
    return problem


def _telling(job: Job) -> Any:
    def tell(step: str, at: int, total: int) -> None:
        job.phase, job.step, job.at, job.total = RUNNING, step, at, total
        job.save()

    return tell


def _fail(job: Job) -> None:
    """Nothing was recorded; what happened is in the log under a code that is shown."""
    code = problem_code()
    log.exception("import failed, code %s", code)
    job.phase = FAILED
    job.problem = _(
        "The import broke off and nothing was recorded. Tell the help desk this code: %(code)s."
    ) % {"code": code}


def mapping_of(job: Job) -> Mapping | None:
    """The layout that a person wrote for this job."""
    return Mapping.from_yaml(job.layout) if job.layout else None


def in_page_words(problem: str, path: Path, name: str) -> str:
    """What is wrong with a file, under the name people know and with advice for a page instead of a command."""
    advice = _("press “%(link)s” below") % {"link": _("Say what the columns are")}
    return problem.replace(PROPOSE.format(file=path.name), advice).replace(path.name, name)


def _plain(one: FilePreview, seen: Understood, path: Path) -> dict[str, Any]:
    """A preview as it is kept beside the upload and shown."""
    return {
        "name": one.name, "system": one.system_name, "as_of": one.as_of, "rows": one.rows, "columns": one.columns,
        "sample": one.sample, "set_aside": one.set_aside, "problem": in_page_words(one.problem, path, one.name),
        "titles": seen.titles, "unknown": seen.unknown, "examples": seen.examples, "words": seen.words, "digest": seen.digest,
    }  # fmt: skip
