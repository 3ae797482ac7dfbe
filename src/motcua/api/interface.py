"""The interface as a whole; its description is at `openapi.json`."""

from __future__ import annotations

from motcua.api import acts, catalogue, dossiers, registers, statements
from motcua.api.described import DescribedApi
from motcua.api.problems import answer_problems
from motcua.api.tokens import ByToken

api = DescribedApi(
    title="Một Cửa",
    version="1",
    description="Catalogue, dossiers, acts and statements of a unit, for other programs. "
    "Errors come as problem details (RFC 9457).",
    auth=ByToken(),
    docs_url=None,
    urls_namespace="api-1",
)
answer_problems(api)
for router in (catalogue.router, dossiers.router, acts.router, statements.router, registers.router):
    api.add_router("/units", router)
