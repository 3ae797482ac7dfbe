"""Why a file of a superior is not taken or not filled, in Vietnamese for whoever brought it."""

from __future__ import annotations

from motcua.reports.errors import ReportRefused


class FileRefused(ReportRefused):
    """A file that is not taken; the text says what is wrong and what to do."""
