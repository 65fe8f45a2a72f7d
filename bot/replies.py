"""Reply blocks: the one small schema that actions fill and every channel renders."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

# The link by which an action offers the person's *parcours*: the gateway, which knows its address, puts that there.
OWN_SUMMARY = "/p/"


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid")


class When(_Block):
    """When something happens: ISO 8601 instants or, if `all_day`, dates, in `timezone`."""

    start: str
    end: str | None = None
    timezone: str = "Europe/Paris"
    all_day: bool = False


class Where(_Block):
    """Where something is. `distance_km` is measured from the place the person named."""

    name: str
    insee: str | None = None
    department: str | None = None
    address: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    distance_km: float | None = None


class Fact(_Block):
    """One labelled value of a card, both in French."""

    label: str
    value: str


class Link(_Block):
    """A link of a card; `href` is http(s), `tel:` or a path of this service."""

    rel: Literal["register", "map", "calendar", "more", "phone"]
    title: str
    href: str = Field(pattern=r"^(https?://|tel:|/)")


class Bar(_Block):
    """An amount of a chart, from `low` to `high` (the same when None), with what must be said of it (French)."""

    label: str
    low: float = Field(ge=0)
    high: float | None = Field(default=None, ge=0)
    note: str | None = None


class Chart(_Block):
    """Amounts of one unit side by side, whose unit is said in French (« € brut par mois »)."""

    title: str
    unit: str
    bars: list[Bar] = Field(min_length=1, max_length=12)


class Card(_Block):
    """One thing worth showing apart. `example` marks demonstration data: it must be said to the person.

    `chart` draws amounts that the reply's text or `facts` say too: a channel that cannot draw loses nothing.
    """

    kind: Literal["event", "training", "profession", "scheme", "contact"]
    title: str
    subtitle: str | None = None
    example: bool = False
    when: When | None = None
    place: Where | None = None
    facts: list[Fact] = []
    chart: Chart | None = None
    links: list[Link] = []


class Source(_Block):
    """Where a figure or a rule comes from; `as_of` is the date of the fact, None when the page is undated."""

    title: str
    url: str | None = None
    as_of: str | None = None


class ChoiceDraft(_Block):
    """A choice as an action makes it: `payload` is what the engine receives when it is picked.

    It is either a Rasa payload (`/pay{"profession": "aide-soignant"}`) or words, as if typed.
    """

    title: str
    payload: str


class Promise(_Block):
    """A reminder that an action promises of an event: for its slot that begins at `starts_at`, to send at `due_at`.

    Both are ISO 8601 instants. The gateway keeps it with the reply that tells of it, or neither.
    """

    event: str
    starts_at: str
    due_at: str


class Unmet(_Block):
    """A search that found nothing as asked: `department` is a code, `profession` a slug, `month` like "2027-02".

    An empty word where the search did not say. The gateway counts it, apart from the person.
    """

    what: Literal["events", "trainings"]
    department: str = ""
    profession: str = ""
    month: str = ""


class ReplyDraft(_Block):
    """A reply as an action makes it, before the gateway gives it an identifier and opaque choices."""

    text: str
    choices: list[ChoiceDraft] = []
    cards: list[Card] = []
    sources: list[Source] = []
    promise: Promise | None = None
    unmet: Unmet | None = None


class Choice(_Block):
    """A choice as a person sees it: its identifier means something to the server only."""

    id: str
    title: str


class Reply(_Block):
    """A reply as it leaves the gateway. `text` is light Markdown; `at` an ISO 8601 instant in UTC."""

    id: str
    at: str
    author: Literal["bot", "human"] = "bot"
    text: str
    choices: list[Choice] = []
    cards: list[Card] = []
    sources: list[Source] = []
