"""Questions that were not understood: kept masked, grouped by likeness, made into examples or answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.listening import Question, TrainingExample, WrittenAnswer
from bot.catalogue.queries.scope import Sites, within
from bot.french.folding import fold_text

# Half of the letters by three in common: the same question with other words around it.
ALIKE = 0.5
# To answer in place of the machine, more is asked.
SAME = 0.7
_MOST = 500


@dataclass
class Group:
    """Questions that look alike; the first is the one shown."""

    questions: list[Question]

    @property
    def text(self) -> str:
        """How the question is most briefly put."""
        return min((one.text for one in self.questions), key=len)

    @property
    def ids(self) -> str:
        """Their identifiers, as a form carries them."""
        return ",".join(str(one.id) for one in self.questions)


def pieces(text: str) -> frozenset[str]:
    """The letters of `text` by three, whatever its case, accents and spacing."""
    folded = f"  {' '.join(fold_text(text).split())} "
    return frozenset(folded[at : at + 3] for at in range(len(folded) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two texts is common, from 0 to 1 (Jaccard's index)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def grouped(questions: Sequence[Question]) -> list[Group]:
    """The questions put together by likeness, the most numerous groups first."""
    groups: list[tuple[frozenset[str], Group]] = []
    for question in questions:
        own = pieces(question.text)
        best = max(groups, key=lambda pair: likeness(pair[0], own), default=None)
        if best is not None and likeness(best[0], own) >= ALIKE:
            best[1].questions.append(question)
        else:
            groups.append((own, Group([question])))
    return sorted((group for _, group in groups), key=lambda group: -len(group.questions))


async def waiting(session: AsyncSession, sites: Sites) -> list[Group]:
    """The questions nobody dealt with, grouped; the latest five hundred."""
    found = await session.scalars(
        select(Question)
        .where(Question.state == "new", within(Question.site_key, sites))
        .order_by(Question.at.desc(), Question.id)
        .limit(_MOST)
    )
    return grouped(found.all())


async def number_waiting(session: AsyncSession, sites: Sites) -> int:
    """How many questions wait."""
    found = await session.scalar(
        select(func.count())
        .select_from(Question)
        .where(Question.state == "new", within(Question.site_key, sites))
    )
    return found or 0


async def of_conversation(session: AsyncSession, conversation_id: str) -> Sequence[Question]:
    """The questions of a conversation, as they are kept."""
    found = await session.scalars(
        select(Question).where(Question.conversation_id == conversation_id).order_by(Question.id)
    )
    return found.all()


async def settle(session: AsyncSession, sites: Sites, ids: Collection[int], state: str) -> int:
    """Have done with questions of sites that the account sees: their words go. How many."""
    done = await session.execute(
        update(Question)
        .where(Question.id.in_(list(ids)), Question.state == "new", within(Question.site_key, sites))
        .values(state=state, text="")
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def teach(session: AsyncSession, intent: str, text: str, day: date) -> None:
    """Keep a sentence that teaches an intent, to be exported and reviewed."""
    session.add(TrainingExample(intent=intent, text=" ".join(text.split()), day=day))


async def examples(session: AsyncSession) -> Sequence[TrainingExample]:
    """The sentences to export, by intent."""
    found = await session.scalars(
        select(TrainingExample).order_by(TrainingExample.intent, TrainingExample.text, TrainingExample.id)
    )
    return found.all()


async def written(session: AsyncSession, sites: Sites = None) -> Sequence[WrittenAnswer]:
    """The answers that counsellors wrote, the latest first."""
    found = await session.scalars(
        select(WrittenAnswer).where(within(WrittenAnswer.site_key, sites)).order_by(WrittenAnswer.id.desc())
    )
    return found.all()


async def known_answer(session: AsyncSession, site: str | None, text: str) -> WrittenAnswer | None:
    """The written answer to a question like `text`, of this site or of every one; None when none is close enough."""
    asked = pieces(text)
    best: tuple[float, WrittenAnswer] | None = None
    for one in await session.scalars(
        select(WrittenAnswer).where(
            WrittenAnswer.site_key.is_(None) | (WrittenAnswer.site_key == (site or "")),
        )
    ):
        close = likeness(asked, pieces(one.question))
        if close >= SAME and (best is None or close > best[0]):
            best = close, one
    return best[1] if best else None


async def purge(session: AsyncSession, before: datetime, examples_before: date) -> None:
    """Forget the questions asked before `before`, and the examples of before `examples_before`."""
    await session.execute(delete(Question).where(Question.at < before))
    await session.execute(delete(TrainingExample).where(TrainingExample.day < examples_before))
