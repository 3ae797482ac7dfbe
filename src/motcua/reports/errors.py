"""What keeps a report from being made; the message says what is wrong and what to do."""

from __future__ import annotations


class ReportRefused(Exception):
    """A report that is not written: figures that do not agree, a form or a folder that cannot be used."""
