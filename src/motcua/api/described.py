"""The description of the interface says every answer that may come, errors too: they are alike for all addresses."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from motcua.api.problems import MEDIA_TYPE

ERRORS = {
    "400": "The body cannot be read as JSON.",
    "401": "No token that is in force.",
    "403": "The token has not the scope, or its person not the right.",
    "404": "Nothing of that kind that this token may see.",
    "409": "Not in this state, or the key was used for something else.",
    "422": "Values are missing or cannot be used; `errors` or `field` say which.",
}
_PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}


class DescribedApi(NinjaAPI):
    """An interface whose description names its errors."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description with errors as problem details."""
        schema = super().get_openapi_schema(**given)
        schema["components"].setdefault("schemas", {})["Problem"] = _PROBLEM
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for methods in schema["paths"].values():
            for operation in methods.values():
                known = {str(status) for status in operation["responses"]}
                errors = {
                    status: {"description": said, "content": content} for status, said in ERRORS.items() if status not in known
                }  # fmt: skip
                operation["responses"] |= errors
        return schema
