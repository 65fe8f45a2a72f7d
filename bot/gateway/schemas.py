"""What the conversation API takes and gives, besides the reply blocks."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.replies import Reply

Audience = Literal["young", "career_change", "counsellor"]
Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewConversation(_Input):
    """How to begin: on which site, for whom, near which place (its name or its code)."""

    site: Annotated[str, StringConstraints(max_length=64)] | None = None
    audience: Audience | None = None
    place: Annotated[str, StringConstraints(max_length=100)] | None = None


class NewMessage(_Input):
    """A message: a client-made identifier, and either a text (1 to 1,000 characters) or a picked choice."""

    id: UUID
    text: str | None = Field(default=None, json_schema_extra={"minLength": 1, "maxLength": 1000})
    choice: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        if (self.text is None) == (self.choice is None):
            raise ValueError("Envoyez soit un texte, soit un choix.")
        return self


class NewFeedback(_Input):
    """Whether a reply was useful, and why."""

    reply: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    useful: bool
    reason: Annotated[str, StringConstraints(max_length=1000)] | None = None


class NewRequest(_Input):
    """What a person asks of a human. `consent` must be true; a call-back needs a phone number."""

    kind: Literal["callback", "message", "immersion", "visit", "ambassador"]
    consent: bool
    name: Short | None = None
    phone: Annotated[str, StringConstraints(max_length=40)] | None = None
    email: Annotated[str, StringConstraints(max_length=254)] | None = None
    profession: Short | None = None
    place: Short | None = None
    preferred_time: Short | None = None
    message: Annotated[str, StringConstraints(max_length=1000)] | None = None


class Replies(BaseModel):
    """What the assistant answers."""

    replies: list[Reply]


class Opened(BaseModel):
    """A conversation just begun. `code` lets the person read or erase it later, without a token."""

    conversation: str
    token: str
    expires_at: str
    code: str
    replies: list[Reply]


class Renewed(BaseModel):
    """A fresh token."""

    token: str
    expires_at: str


class TurnView(BaseModel):
    """What one author said at once: a person's text, or replies."""

    at: str
    author: Literal["person", "bot", "human"]
    text: str | None = None
    replies: list[Reply] | None = None


class Turns(BaseModel):
    """What was said, in order."""

    turns: list[TurnView]


class Erased(BaseModel):
    """Everything of the conversation is gone."""

    erased: Literal[True] = True


class Kept(BaseModel):
    """What was sent is kept."""

    kept: Literal[True] = True


class Reference(BaseModel):
    """The code by which a request is known; `notice` tells, in French, how long it is kept and when it will be read."""

    reference: str
    notice: str | None = None


class SubjectSeen(BaseModel):
    """A subject that was spoken of, and when last."""

    subject: str
    label: str
    at: str


class Share(BaseModel):
    """The page that shows the summary to whoever has its address."""

    code: str
    url: str


class Summary(BaseModel):
    """The person's *parcours* so far, as data."""

    conversation: str
    since: str
    professions: list[str]
    places: list[str]
    subjects: list[SubjectSeen]
    share: Share


class SiteView(BaseModel):
    """What anyone may read of a site. `colours.accent` is `#rrggbb`; the widget makes it readable where it is not."""

    key: str
    name: str
    colours: dict[str, str]
    greeting: str | None
    position: Literal["right", "left"]
    territory: str | None
    suggestions: list[str]
    opening_hours: str | None


class Export(BaseModel):
    """Everything kept of a conversation."""

    conversation: dict[str, Any]
    turns: list[dict[str, Any]]
    feedback: list[dict[str, Any]]
    requests: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    reminders: list[dict[str, Any]]


class ProblemDocument(BaseModel):
    """RFC 9457; `detail` is French a visitor can read, `replies` something to show meanwhile."""

    type: str
    title: str
    status: int
    detail: str
    replies: list[Reply] | None = None
