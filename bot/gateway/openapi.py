"""The OpenAPI 3.1 document, built from the models that the handlers use."""

from __future__ import annotations

from functools import cache
from typing import Any

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.gateway import open_data_schemas, schemas

routes = web.RouteTableDef()

_PREFIX = "#/components/schemas/"
_INPUTS = (schemas.NewConversation, schemas.NewMessage, schemas.NewFeedback, schemas.NewRequest)
_OUTPUTS = (
    schemas.Opened,
    schemas.Replies,
    schemas.Turns,
    schemas.Erased,
    schemas.Renewed,
    schemas.Kept,
    schemas.Reference,
    schemas.Summary,
    schemas.SiteView,
    schemas.Export,
    schemas.ProblemDocument,
    open_data_schemas.Professions,
    open_data_schemas.ProfessionRead,
    open_data_schemas.Events,
    open_data_schemas.Trainings,
)
_SEARCH = (
    ("place", "Name or code (INSEE, postcode, département, EPCI)"),
    ("radius_km", "Around a commune or a postcode, 1 to 500"),
    ("from", "First day (ISO 8601)"),
    ("to", "Last day, included"),
    ("type", "Kinds of event, or modes of training; several with commas"),
    ("profession", "Slug"),
    ("q", "Words of the title or the description"),
    ("limit", "1 to 100"),
    ("cursor", "`next_cursor` of the page before"),
)
_AUDIENCE = (("audience", "young, career_change or counsellor"),)
_WHY = {
    400: "The body is not JSON",
    401: "No token, or one of another conversation",
    403: "The calling page may not use this service",
    404: "Unknown",
    408: "The body did not come in time",
    410: "Erased or expired",
    413: "The body is above 16 kB",
    415: "The body is compressed",
    422: "The content cannot be used",
    429: "Too often; see Retry-After",
    503: "Something behind is away; `replies` can be shown meanwhile; the same message may be sent again",
}
_BODY = (400, 408, 413, 415, 422)
_HELD = (401, 403, 404, 410, 503)


def _content(model: type[BaseModel], kind: str = "application/json") -> dict[str, Any]:
    return {kind: {"schema": {"$ref": _PREFIX + model.__name__}}}


def _operation(
    name: str,
    summary: str,
    gives: type[BaseModel],
    problems: tuple[int, ...],
    *,
    takes: type[BaseModel] | None = None,
    status: int = 200,
    held: bool = True,
    query: tuple[tuple[str, str], ...] = (),
    path: tuple[str, ...] = ("conversation",),
) -> dict[str, Any]:
    responses: dict[str, Any] = {str(status): {"description": "Done", "content": _content(gives)}}
    for code in sorted({*problems, 415}):
        responses[str(code)] = {
            "description": _WHY[code],
            "content": _content(schemas.ProblemDocument, "application/problem+json"),
        }
        if code in (429, 503):
            responses[str(code)]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": responses,
        "parameters": [
            {"name": one, "in": "path", "required": True, "schema": {"type": "string"}} for one in path
        ]
        + [
            {"name": one, "in": "query", "description": about, "schema": {"type": "string"}}
            for one, about in query
        ],
        "security": [{"token": []}] if held else [],
    }
    if takes is not None:
        operation["requestBody"] = {"required": True, "content": _content(takes)}
    return operation


def _paths() -> dict[str, Any]:
    one = "/api/v1/conversations/{conversation}"
    return {
        "/api/v1/conversations": {
            "post": _operation(
                "openConversation",
                "Begin a conversation",
                schemas.Opened,
                (*_BODY, 403, 404, 503),
                takes=schemas.NewConversation,
                status=201,
                held=False,
                path=(),
            )
        },
        one: {
            "get": _operation(
                "readConversation",
                "What was said, in order",
                schemas.Turns,
                (*_HELD, 422),
                query=(("after", "Only what was said after this reply"),),
            ),
            "delete": _operation(
                "eraseConversation", "Erase everything of the conversation", schemas.Erased, _HELD
            ),
        },
        f"{one}/messages": {
            "post": _operation(
                "sendMessage",
                "Send a text or pick a choice; the same id gives the same replies again",
                schemas.Replies,
                (*_BODY, *_HELD, 429),
                takes=schemas.NewMessage,
            )
        },
        f"{one}/token": {
            "post": _operation(
                "renewToken", "Renew the token, at most 24 hours after its end", schemas.Renewed, _HELD
            )
        },
        f"{one}/feedback": {
            "post": _operation(
                "giveFeedback",
                "Say whether a reply was useful",
                schemas.Kept,
                (*_BODY, *_HELD),
                takes=schemas.NewFeedback,
            )
        },
        f"{one}/requests": {
            "post": _operation(
                "makeRequest",
                "Ask for a call-back, send a message or ask for an immersion, with consent",
                schemas.Reference,
                (*_BODY, *_HELD),
                takes=schemas.NewRequest,
                status=201,
            )
        },
        f"{one}/summary": {
            "get": _operation("readSummary", "What the conversation was about so far", schemas.Summary, _HELD)
        },
        "/api/v1/sites/{key}": {
            "get": _operation(
                "readSite",
                "What anyone may read of a site",
                schemas.SiteView,
                (403, 404, 503),
                held=False,
                path=("key",),
            )
        },
        "/api/v1/rights/{code}": {
            "get": _operation(
                "exportByCode",
                "Everything kept of a conversation",
                schemas.Export,
                (403, 404, 429, 503),
                held=False,
                path=("code",),
            ),
            "delete": _operation(
                "eraseByCode",
                "Erase a conversation",
                schemas.Erased,
                (403, 404, 429, 503),
                held=False,
                path=("code",),
            ),
        },
        "/api/v1/professions": {
            "get": _operation(
                "listProfessions",
                "Every profession",
                open_data_schemas.Professions,
                (503,),
                held=False,
                path=(),
            )
        },
        "/api/v1/professions/{slug}": {
            "get": _operation(
                "readProfession",
                "One profession, each figure with its source",
                open_data_schemas.ProfessionRead,
                (404, 503),
                held=False,
                path=("slug",),
            )
        },
        "/api/v1/events": {
            "get": _operation(
                "listEvents",
                "The coming events that fit, soonest first",
                open_data_schemas.Events,
                (422, 503),
                held=False,
                query=_SEARCH + _AUDIENCE,
                path=(),
            )
        },
        "/api/v1/trainings": {
            "get": _operation(
                "listTrainings",
                "The trainings one can still join",
                open_data_schemas.Trainings,
                (422, 503),
                held=False,
                query=_SEARCH,
                path=(),
            )
        },
    }


@cache
def document() -> dict[str, Any]:
    """The document served at `/api/v1/openapi.json`."""
    _, definitions = models_json_schema(
        [(model, "validation") for model in _INPUTS] + [(model, "serialization") for model in _OUTPUTS],
        ref_template=_PREFIX + "{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Orisoin",
            "version": "1",
            "description": "French orientation service for the professions of care and support.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


@routes.get("/api/v1/openapi.json")
async def openapi(_: web.Request) -> web.Response:
    """The document."""
    return web.json_response(document(), headers={"Cache-Control": "public, max-age=300"})
