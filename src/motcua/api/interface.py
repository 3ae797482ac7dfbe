"""The interface as a whole; its description is at `openapi.json`."""

from __future__ import annotations

from motcua.api import acts, catalogue, closings, dossiers, index, registers, statements
from motcua.api.described import DescribedApi
from motcua.api.problems import answer_problems
from motcua.api.tokens import ByToken

api = DescribedApi(
    title="Một Cửa",
    version="1",
    description="Catalogue, dossiers, acts, statements, closed periods and index of a unit, for other programs. "
    "Errors come as problem details (RFC 9457).",
    auth=ByToken(),
    docs_url=None,
    urls_namespace="api-1",
)
answer_problems(api)
for part in (catalogue, dossiers, acts, statements, closings, index, registers):
    api.add_router("/units", part.router)
