"""Every table of the service, one module per area; importing this package fills `Base.metadata`."""

from __future__ import annotations

from bot.catalogue.models.accounts import (
    Account,
    AccountSite,
    AuditEntry,
    AuditHead,
    ConsoleSession,
    LoginFailure,
    RecoveryCode,
)
from bot.catalogue.models.answers import Answer, Neighbour
from bot.catalogue.models.console import ConsoleUpload, FactEdit, ProposedEvent
from bot.catalogue.models.contacts import Contact, ContactPlace
from bot.catalogue.models.conversations import (
    Conversation,
    ErasedConversation,
    Feedback,
    Request,
    StoredChoice,
    StoredReply,
    Turn,
)
from bot.catalogue.models.emergency import EmergencyLine, Guidance
from bot.catalogue.models.events import Campaign, Event, EventProfession, EventSlot, EventType
from bot.catalogue.models.feeds import DirectoryEntry, Feed, FeedRun, MergeProposal
from bot.catalogue.models.figures import Figure, UnmetSearch
from bot.catalogue.models.followups import Ambassador, FollowUp, RequestNote
from bot.catalogue.models.listening import Question, TrainingExample, WrittenAnswer
from bot.catalogue.models.messaging import (
    ChannelIdentity,
    ChannelPause,
    InboxMessage,
    OutboxMessage,
    Reminder,
)
from bot.catalogue.models.organisations import Organisation
from bot.catalogue.models.pay import PayLine
from bot.catalogue.models.professions import (
    CostLine,
    Profession,
    ProfessionDiploma,
    ProfessionFigure,
    ProfessionSource,
    WayIn,
)
from bot.catalogue.models.references import Ambiguity, Benchmark, Diploma, Level, LoadState, Reform
from bot.catalogue.models.schemes import Scheme, SchemeFact
from bot.catalogue.models.sites import Site
from bot.catalogue.models.trainings import Training, TrainingSession
from bot.catalogue.models.types import UtcDateTime

__all__ = [
    "Account",
    "AccountSite",
    "Ambassador",
    "Ambiguity",
    "Answer",
    "AuditEntry",
    "AuditHead",
    "Benchmark",
    "Campaign",
    "ChannelIdentity",
    "ChannelPause",
    "ConsoleSession",
    "ConsoleUpload",
    "Contact",
    "ContactPlace",
    "Conversation",
    "CostLine",
    "Diploma",
    "DirectoryEntry",
    "EmergencyLine",
    "ErasedConversation",
    "Event",
    "EventProfession",
    "EventSlot",
    "EventType",
    "FactEdit",
    "Feed",
    "FeedRun",
    "Feedback",
    "Figure",
    "FollowUp",
    "Guidance",
    "InboxMessage",
    "Level",
    "LoadState",
    "LoginFailure",
    "MergeProposal",
    "Neighbour",
    "Organisation",
    "OutboxMessage",
    "PayLine",
    "Profession",
    "ProfessionDiploma",
    "ProfessionFigure",
    "ProfessionSource",
    "ProposedEvent",
    "Question",
    "RecoveryCode",
    "Reform",
    "Reminder",
    "Request",
    "RequestNote",
    "Scheme",
    "SchemeFact",
    "Site",
    "StoredChoice",
    "StoredReply",
    "Training",
    "TrainingExample",
    "TrainingSession",
    "Turn",
    "UnmetSearch",
    "UtcDateTime",
    "WayIn",
    "WrittenAnswer",
]
