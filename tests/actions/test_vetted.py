"""Which narrow questions are answered by a line of the scheme they name, and which are left to the general answer."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions.narrow.vetted import Weights, asked_of, best, lines_of
from bot.catalogue.queries import answers, schemes
from bot.french.aspects import aspects
from bot.french.normalise import normalise

ASKED = {
    "le vaccin covid est obligatoire pour l'école d'aide-soignant ?": "depuis 2023",
    "le bcg c'est encore obligatoire ?": "suspendue depuis le 1er avril 2019",
    "combien d'injections pour l'hépatite ?": "3 injections sur 6 mois",
    "l'attestation d'honorabilité se renouvelle tous les combien ?": "3 ans",
    "les stagiaires mineurs ont besoin de l'attestation d'honorabilité ?": "mineurs n’en ont pas besoin",
    "le ptp finance les prépas concours ?": "ne sont pas finançables",
    "un PTP en intérim il faut combien d'heures": "1 600 heures",
    "pour le ptp, mon employeur doit me reprendre à mon poste ?": "3 mois avant la fin",
    "pro-a, l'opco répond en combien de jours ?": "dans les 20 jours",
    "la période de reconversion externe, je peux revenir à mon poste ?": "revenir à son poste",
    "la bourse c'est le crous en normandie ?": "Exceptions : en Normandie",
    "la poei à temps partiel c'est possible ?": "20 heures par semaine",
    "la poei pour un contrat saisonnier ?": "4 mois s’il est saisonnier",
    "le congé vae c'est combien d'heures ?": "48 heures",
    "le cpf paie le permis jusqu'à combien ?": "900",
    "passerelle infirmière : si je ne valide pas les 3 mois ?": "en première année",
    "parcoursup: combien de voeux maximum ?": "10",
    "une immersion pour un mineur il faut l'accord des parents ?": "représentant légal",
    "le segur pour les crèches ?": "n’y ont pas droit",
}
LEFT = """
c'est quoi la vae
je veux faire une vae d'aide-soignante
le ptp pour apprendre la plomberie
je suis en cdi, le ptp c'est comment ?
j'ai du cpf je peux faire quoi
mon cpf est vide
parcoursup m'a refusé
je veux une immersion à Gap
une bourse pour mon fils en terminale
la prime segur c'est combien
je cherche un contrat pro à Lyon
combien de temps dure la vae ?
la rqth ça gêne pour être embauchée ?
le vaccin me fait peur
j'ai un casier, c'est fichu ?
le ptp est cumulable avec un mi-temps ?
mon employeur refuse le ptp
"""


async def quoted(sessions: async_sessionmaker[AsyncSession], question: str) -> str | None:
    """The line quoted to `question`."""
    said = normalise(question)
    (slug, *_) = aspects("vetted", question)
    async with sessions() as session:
        scheme, general = await schemes.get(session, slug), await answers.get(session, slug)
        assert scheme is not None and general is not None
        lines = lines_of(scheme)
        line = best(said, asked_of(said, scheme), lines, general.texts[:1], Weights(lines))
    return line.text if line else None


@pytest.mark.parametrize(("question", "words"), ASKED.items())
async def test_a_narrow_question_is_answered_by_its_line(
    sessions: async_sessionmaker[AsyncSession], question: str, words: str
) -> None:
    assert words in (await quoted(sessions, question) or "")


@pytest.mark.parametrize("question", LEFT.strip().splitlines())
async def test_another_question_is_left_to_the_general_answer(
    sessions: async_sessionmaker[AsyncSession], question: str
) -> None:
    assert await quoted(sessions, question) is None
