"""What free words say to the questions that help to choose: negation, nuance, several choices, figures and words."""

from __future__ import annotations

import pytest

from bot.catalogue.orientation import propose, questions
from bot.catalogue.wish_words import wording
from bot.catalogue.wishes import merged, of_another, read, told

ANSWERED = [
    ("public", "pas les petits, ni les ados", "-children"),
    ("public", "des handicapés ou des vieux", "elderly disability"),
    ("public", "tout sauf les malades", "-sick"),
    ("public", "les mamies oui, les gosses non", "elderly -children"),
    ("public", "je m'en fous", "any"),
    ("public", "les deux me vont", "any"),
    ("public", "j'ai deux enfants, je préfère les seniors", "elderly"),
    ("taste", "animer et bricoler", "teach technique"),
    ("taste", "pas soigner, plutôt gérer", "organise -care"),
    ("contact", "laver quelqu'un ça me dérange pas", "body"),
    ("contact", "la toilette bof", "some"),
    ("contact", "je peux pas faire de toilette", "people"),
    ("contact", "non vraiment pas", "people"),
    ("science", "la chimie, pas mon truc", "avoid"),
    ("level", "j'ai foiré le bac, j'ai que le BEP", "cap"),
    ("level", "un bac plus trois en droit", "bac2"),
    ("level", "une licence pas terminée", "bac"),
    ("level", "rien du tout", "none"),
    ("length", "pas plus d'un an et demi", "medium"),
    ("length", "huit mois", "short"),
    ("length", "moins d'un an", "short"),
    ("length", "quatre ans ça me va", "long"),
    ("length", "trois ans c'est trop", "medium"),
    ("length", "un an c'est long pour moi", "short"),
    ("length", "je cherche quelque chose de rapide", "short"),
    ("length", "je veux pas des études trop longues, genre cinq ans", "medium"),
    ("income", "impossible sans salaire", "needed"),
    ("income", "non j'ai des économies", "free"),
    ("rhythm", "je veux plus rentrer à vingt et une heures", "-evenings"),
    ("rhythm", "la nuit jamais, le week-end oui", "weekends -nights"),
    ("rhythm", "de temps en temps, oui", "some"),
    ("rhythm", "pas de souci", "flexible"),
    ("effort", "porter un peu mais pas trop", "some"),
    ("effort", "j'ai une sciatique", "light"),
    ("driving", "pas encore, je passe le permis", "able"),
    ("driving", "j'ai le permis mais pas de voiture", "unable"),
]


@pytest.mark.parametrize(("asked", "said", "value"), ANSWERED)
def test_an_answer_in_free_words_is_read_by_its_meaning(asked: str, said: str, value: str) -> None:
    assert read(said, asked).get(asked) == value


@pytest.mark.parametrize("name", list(questions()))
def test_every_title_of_a_choice_typed_is_that_choice(name: str) -> None:
    for option in questions()[name].options:
        assert read(option.title, name).get(name) == option.value, option.title


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("je veux plus de nuits ni de dimanches", {"rhythm": "-nights -weekends"}),
        ("jaime bien les vieu mai jveu pas laver les gens", {"public": "elderly", "contact": "people"}),
        ("jadore les gosse mé pas les vieu", {"public": "children -elderly"}),
        ("le sang c'est mort pour moi", {"noted": "-blood"}),
        ("plus jamais l'hosto, j'ai un BTS", {"noted": "-hospital", "level": "bac2"}),
        ("ma mère est à l'hôpital", {}),
        ("j'ai trois enfants et dix ans d'usine", {}),
        ("je cherche un métier", {}),
    ],
)
def test_what_is_said_to_no_question_is_read_only_when_it_is_plain(said: str, found: dict[str, str]) -> None:
    assert read(said) == found


def test_what_was_refused_stays_refused_until_it_is_wanted() -> None:
    assert merged("-children", "elderly") == "elderly -children"
    assert merged("elderly -children", "children") == "children"
    assert merged("elderly", "-children") == "elderly -children"
    assert merged("elderly disability", "-disability") == "elderly -disability"


def test_all_that_can_be_held_can_be_said_back() -> None:
    for name, question in questions().items():
        for option in question.options:
            if not (name == "level" and option.value == "any"):
                assert told(name, option.value), (name, option.value)
    assert told("noted", "-blood -pressure") == ["pas de sang", "pas trop de pression"]


def test_exposures_name_professions_that_exist() -> None:
    known = {proposal.slug for proposal in propose({}, most=99)}
    for name, entry in wording()["exposures"].items():
        assert set(entry["professions"]) <= known, name


@pytest.mark.parametrize("refused", ["children", "elderly", "disability", "sick", "families"])
def test_a_public_refused_is_never_proposed_while_another_trade_avoids_it(refused: str) -> None:
    for level in ("none", "bac", "bac2"):
        for proposal in propose({"public": f"-{refused}", "level": level, "length": "long"}):
            assert not any("on y rencontre aussi" in words for words in proposal.against), proposal


def test_a_refusal_quoted_as_a_wish_is_no_reason() -> None:
    for proposal in propose({"public": "-children", "taste": "-care", "noted": "-blood"}, most=52):
        assert not any("auprès d'enfants" in words or "soigner vous" in words for words in proposal.reasons)


@pytest.mark.parametrize(
    ("asked", "said", "value"),
    [
        ("public", "je ne veux pas travailler avec des enfants", "-children"),
        ("public", "bof, rien de spécial", "any"),
        ("contact", "oui mais pas tous les jours", "some"),
        ("rhythm", "9h-17h", "day"),
        ("rhythm", "je veux pas finir tard", "-evenings"),
        ("effort", "je suis plutôt costaude", "able"),
        ("income", "j'ai des enfants à nourrir", "needed"),
        ("length", "j'ai tout mon temps", "any"),
    ],
)
def test_turns_of_phrase_are_read_too(asked: str, said: str, value: str) -> None:
    assert read(said, asked).get(asked) == value


@pytest.mark.parametrize(
    ("asked", "said", "found"),
    [
        ("contact", "hmm pas la nuit si possible", {"rhythm": "-nights"}),
        ("contact", "ok bn je demande a ma prof", {}),
        ("contact", "ok je vois", {}),
        ("contact", "pas plus d'un an", {"length": "short"}),
        ("contact", "organiser, écouter", {}),
        ("contact", "plutôt parler", {"contact": "people"}),
        ("contact", "oui, et pas la nuit", {"contact": "body", "rhythm": "-nights"}),
        ("public", "elle veut kiné et moi jsp", {}),
        ("public", "les ados", {"public": "teenagers"}),
        ("public", "les ados et les petits", {"public": "children"}),
        ("public", "n'importe, les gens", {"public": "any"}),
    ],
)
def test_only_what_is_said_is_noted(asked: str, said: str, found: dict[str, str]) -> None:
    assert read(said, asked) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("rien de physique, pas de tout-petits", {"effort": "light", "noted": "-toddlers"}),
        ("je veux garder mes soirées libres", {"rhythm": "-evenings"}),
        ("plus d'écran toute la journée", {"noted": "-screen"}),
        ("une formation d'un an au plus", {"length": "short"}),
        ("personnes âgées plutôt ou les familles", {"public": "elderly families"}),
        ("on me dit que je suis doux avec les vieux", {"public": "elderly"}),
        ("je conduis des enfants handicapés, je veux rester avec eux", {"public": "children disability"}),
        ("mon fils a quitté l'école, il veut bosser", {}),
        ("un métier plus physique", {}),
        ("un métier moins fatigant", {"effort": "light"}),
        ("quelque chose qui casse pas le dos", {"effort": "light"}),
        ("un travail assis", {"effort": "light"}),
        ("c'est un métier fatigant", {}),
        ("mon dos va mieux", {}),
    ],
)
def test_a_story_tells_what_is_wanted_and_refused(said: str, found: dict[str, str]) -> None:
    assert read(said) == found


def test_a_few_words_answer_another_question() -> None:
    assert of_another("organiser, écouter", "contact") == {"taste": "listen organise"}
    assert of_another("elle dit quoi ma conseillère déjà", "public") == {}


@pytest.mark.parametrize(
    ("asked", "said", "value"),
    [
        ("public", "plutôt des mamies", "elderly"),
        ("level", "j'ai pas le bac mais j'ai juste un CAP vente", "cap"),
        ("taste", "pas dans un bureau, rendre service aux gens", "help"),
        ("contact", "oui si ce sont des bébés", "some"),
        ("contact", "la toilette je ne pourrais pas, sauf de temps en temps", "some"),
        ("length", "neuf mois ça suffit", "short"),
        ("length", "le moins longtemps possible", "short"),
        ("length", "autant qu'il faudra", "any"),
        ("driving", "j'ai que 16 ans", "any"),
        ("driving", "chauffeur depuis vingt ans", "able"),
        ("rhythm", "la nuit oui. En fait non, la nuit je dors mal", "-nights"),
    ],
)
def test_what_is_said_in_passing_changes_the_answer(asked: str, said: str, value: str) -> None:
    assert read(said, asked).get(asked) == value


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("le samedi j'ai le judo", {}),
        ("la vue du sang me fait tomber", {"noted": "-blood"}),
        ("marre d'être seul toute la journée", {"noted": "-alone"}),
        ("je suis seule avec mes deux filles", {}),
        ("je suis menuisier", {"noted": "craft"}),
        ("aidez-moi à choisir", {}),
        ("j'ai de l'argent de côté", {"income": "free"}),
        ("je veux pas retourner à l'école", {"length": "short"}),
    ],
)
def test_a_life_told_is_heard_for_what_it_is(said: str, found: dict[str, str]) -> None:
    assert read(said) == found


def test_a_yes_in_the_words_of_another_question_answers_that_one() -> None:
    assert of_another("la voiture oui", "effort") == {"driving": "able"}
    assert of_another("ma mère veut que je sois infirmière mais moi non", "science") == {}
