"""The French wording in `data/reference`: short, sourced, neutral, and leading somewhere that exists."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.thread.asked import WHICH_TRADE, question_of
from bot.replies import ReplyDraft
from bot.settings import ROOT
from bot.subjects import subject_of_intent, subjects

REFERENCE = ROOT / "data" / "reference"
FILES = sorted((REFERENCE / "answers").glob("*.yml"))
TOPICS = {subject.topic for subject in subjects().values()}
AUDIENCES = {None, "young", "career_change"}

# One answer per scheme of the reference data, under the scheme's own identifier.
SCHEMES = """
parcoursup ifsi-formation-continue reforme-infirmier-2026 reforme-travail-social-2026 apprentissage
contrat-professionnalisation alternance vae cpf ptp periode-reconversion poei-afpr immersion-pmsmp
bourse-regionale gratuite-region contrat-allocation-etudes afgsu passerelle-as-ide passerelles-as-ap
vaccination-etudiants casier-honorabilite permis-b age-minimum diplome-etranger handicap-rqth hommes-soin
segur-cti smic cep
"""
SITUATIONS = (Path(__file__).parent / "situations.txt").read_text(
    encoding="utf-8"
)  # one answer for everybody

# Each line a person may be given, by the answer that gives it: in danger, the number must be there.
LINES = {
    "distress_suicide": ("3114", "15", "112"),
    "distress_violence": ("17", "114", "3919", "116 006"),
    "distress_child": ("119", "17", "112", "114"),
    "distress_medical": ("15", "112", "114"),
    "distress_harassment": ("3018", "17"),
    "distress_general": ("3114",),
    "distress_hinted": ("3114", "15", "112"),
    "danger_feared_child": ("119", "17", "112"),
    "danger_line_child": ("119", "114"),
    "danger_feared_violence": ("3919", "116 006", "17", "114"),
    "danger_line_violence": ("3919", "116 006", "17", "114"),
    "danger_feared_witness": ("3133", "17", "112"),
    "danger_line_witness": ("3133", "17", "112"),
    "danger_written_child": ("119", "114"),
    "danger_written_violence": ("3919", "116 006", "114"),
    "danger_written_witness": ("3133", "17", "114"),
    "danger_whom_child": ("119", "17", "112"),
    "danger_whom_witness": ("3133", "17", "112"),
    "danger_leave_child": ("119", "115", "17", "114"),
    "danger_leave_violence": ("3919", "116 006", "115", "17", "114"),
    "danger_weighs_witness": ("3133", "0 805 23 23 36", "3114"),
    "danger_whom_harassment": ("3018", "17"),
    "danger_post_violence": ("3039", "3919", "116 006", "17", "114"),
    "distress_safe": ("17", "112"),
    "line_suicide": ("3114",),
    "line_violence": ("3919", "116 006"),
    "line_child": ("119",),
    "line_harassment": ("3018",),
    "line_witness": ("3133",),
    "danger_watched": ("119", "3919", "17", "114"),
    "distress_exhaustion": ("0 805 23 23 36", "3114", "15"),
    "distress_homeless": ("115", "112"),
    "elder_abuse": ("3133", "17", "112"),
    "third_party": ("3114", "15", "112"),
    "human_under_15": ("0 800 235 236", "119"),
}
# Merged or renamed lines that must not be given any more.
RETIRED_LINES = ("3020", "3977")

TELEPHONE = re.compile(
    r"\b(?:0 80[05](?: \d{2,3}){2,3}|0\d(?: \d\d){4}|116 ?\d{3}|3\d{3}|11[2459]|1[578])\b"
    r"(?! ?(?:ans|mois|jours|semaines|heures|h\b|€|%))"
)
# Figures that state no amount, year or duration: a bulletin's number, a diploma's level, a site's name.
NAMES_WITH_FIGURES = re.compile(r"bac\+\d|n° ?\d|\b\d{4}\.fr\b")
GENDERED_FORM = re.compile(
    r"·|•|\w\((?:e|ne|le|re|trice|euse|s|es)s?\)|\w-(?:e|ne|le)-s\b|\w\.e(?:\.s)?\b(?!\w)|\w/(?:e|ne|trice|euse)\b"
)
RASA_PAYLOAD = re.compile(r"^/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?$")
RASA_KEYS = {"nlu", "stories", "rules", "responses", "version", "intents", "entities", "slots", "actions"}


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((REFERENCE / name).read_text(encoding="utf-8"))
    return loaded


SUMMARIES: dict[str, str] = _load("summaries.yml")["summaries"]
ANSWERS: list[dict[str, Any]] = [
    answer for path in FILES for answer in yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
]
IDS = [f"{answer['slug']}-{answer['audience'] or 'all'}" for answer in ANSWERS]
each_answer = pytest.mark.parametrize("answer", ANSWERS, ids=IDS)


def _words(text: str) -> int:
    return len(text.split())


def _states_a_figure(text: str) -> bool:
    return re.search(r"\d", NAMES_WITH_FIGURES.sub("", TELEPHONE.sub("", text))) is not None


def _payload_parts(payload: str) -> tuple[str, dict[str, Any]] | None:
    """The intent and the entities of a Rasa payload; None for plain words."""
    if not payload.startswith("/"):
        return None
    found = RASA_PAYLOAD.match(payload)
    assert found, f"not a Rasa payload: {payload}"
    return found["intent"], json.loads(found["entities"] or "{}")


def _safety_answers() -> Iterator[dict[str, Any]]:
    return (answer for answer in ANSWERS if answer["topic"] == "safety")


def test_every_topic_has_its_file_and_no_other_key() -> None:
    assert {path.stem for path in FILES} == TOPICS
    for path in [*FILES, REFERENCE / "summaries.yml"]:
        keys = set(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert len(keys) == 1, path.name
        assert not keys & RASA_KEYS, path.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_answers_are_filed_under_their_topic(path: Any) -> None:
    for answer in yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]:
        assert answer["topic"] == path.stem, answer["slug"]


def test_every_needed_slug_is_answered_for_everyone() -> None:
    for_everyone = {answer["slug"] for answer in ANSWERS if answer["audience"] is None}
    assert len(SCHEMES.split()) == 29
    assert for_everyone >= {*SCHEMES.split(), *SITUATIONS.split()}


def test_every_slug_is_known() -> None:
    assert {answer["slug"] for answer in ANSWERS} <= {*SCHEMES.split(), *SITUATIONS.split()}


def test_a_slug_has_one_answer_per_audience() -> None:
    counted = Counter((answer["slug"], answer["audience"]) for answer in ANSWERS)
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("slug", ["parcoursup", "apprentissage", "training_cost", "vae", "cpf", "immersion"])
def test_young_people_and_adults_are_answered_apart(slug: str) -> None:
    assert {answer["audience"] for answer in ANSWERS if answer["slug"] == slug} >= AUDIENCES


@each_answer
def test_shape(answer: dict[str, Any]) -> None:
    assert set(answer) == {"slug", "topic", "audience", "texts", "sources", "choices"}
    assert answer["audience"] in AUDIENCES | {"counsellor"}
    assert 2 <= len(answer["texts"]) <= 4
    assert len(set(answer["texts"])) == len(answer["texts"])
    assert len(answer["choices"]) <= 3
    for source in answer["sources"]:
        assert set(source) == {"title", "url", "as_of"}
        assert source["title"]
        assert re.match(r"https?://[^\s.]+(\.[^\s./]+)+(/|$)", source["url"]), source
        assert source["as_of"] is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", source["as_of"]), source


@each_answer
def test_texts_are_short_and_ask_one_question_at_most(answer: dict[str, Any]) -> None:
    for text in answer["texts"]:
        assert _words(text) <= 60, f"{_words(text)} words: {text}"
        assert text.count("?") <= 1, text
        assert "?" not in text or text.endswith("?"), f"the question does not come last: {text}"
        assert text == text.strip()
        assert "  " not in text


@each_answer
def test_every_wording_asks_the_same(answer: dict[str, Any]) -> None:
    """What the person answers is read by what we asked: it must not hang on the wording that was drawn.

    A trade named by itself is understood whatever was asked.
    """
    asked = {question_of([ReplyDraft(text=text)]) for text in answer["texts"]}
    asked = {None if kind == WHICH_TRADE else kind for kind in asked}
    assert len(asked) == 1, asked


@each_answer
def test_figures_have_a_source(answer: dict[str, Any]) -> None:
    for text in answer["texts"]:
        assert not _states_a_figure(text) or answer["sources"], f"no source for: {text}"


@each_answer
def test_no_form_that_a_screen_reader_stumbles_on(answer: dict[str, Any]) -> None:
    for text in [*answer["texts"], *(choice["title"] for choice in answer["choices"])]:
        assert not GENDERED_FORM.search(text), text


@each_answer
def test_people_are_addressed_with_vous(answer: dict[str, Any]) -> None:
    for text in [*answer["texts"], *(choice["title"] for choice in answer["choices"])]:
        assert not re.search(r"\b(tu|te|toi|ton|ta|tes)\b|\bt'", text, re.IGNORECASE), text


@each_answer
def test_choices_lead_somewhere(answer: dict[str, Any]) -> None:
    for choice in answer["choices"]:
        assert set(choice) == {"title", "payload"}
        assert 0 < len(choice["title"]) <= 24, choice
        parts = _payload_parts(choice["payload"])
        if parts is None:
            assert choice["payload"].strip(), choice
            continue
        intent, entities = parts
        assert intent in subject_of_intent(), choice
        assert set(entities) <= {"profession"}, choice
        for slug in entities.values():
            assert slug in SUMMARIES, choice


def test_safety_answers_are_calm() -> None:
    for answer in _safety_answers():
        assert answer["choices"] == [], answer["slug"]
        for text in answer["texts"]:
            assert "?" not in text, text
            assert "!" not in text, text


@pytest.mark.parametrize("slug", LINES)
def test_each_danger_has_its_lines(slug: str) -> None:
    answers = [answer for answer in ANSWERS if answer["slug"] == slug]
    assert answers
    for text in (text for answer in answers for text in answer["texts"]):
        for line in LINES[slug]:
            assert re.search(rf"(?<!\d){re.escape(line)}(?!\d)", text), f"{line} missing: {text}"


@each_answer
def test_no_retired_line_is_given(answer: dict[str, Any]) -> None:
    for text in answer["texts"]:
        assert not any(re.search(rf"\b{line}\b", text) for line in RETIRED_LINES), text


def test_welcome_discloses_the_machine_and_warns() -> None:
    welcomes = [answer for answer in ANSWERS if answer["slug"] == "welcome"]
    assert {answer["audience"] for answer in welcomes} == {None, "young", "career_change", "counsellor"}
    for text in (text for answer in welcomes for text in answer["texts"]):
        assert "Je suis un programme automatique" in text
        assert "n'indiquez ni nom, ni adresse, ni numéro de sécurité sociale" in text
        assert text.index("programme automatique") < 60, "the disclosure comes first"


def test_an_apology_offers_a_person_and_a_retry() -> None:
    (apology,) = (answer for answer in ANSWERS if answer["slug"] == "apology")
    for text in apology["texts"]:
        assert re.search(r"0 800 400 070", text)
        assert re.search(r"[Rr]éessayez|renvoyer votre message", text)


def test_children_are_asked_for_no_telephone_number() -> None:
    (answer,) = (answer for answer in ANSWERS if answer["slug"] == "human_under_15")
    assert not any("/human" in choice["payload"] for choice in answer["choices"])
    for text in answer["texts"]:
        assert re.search(r"pas de numéro|aucun numéro", text)


def test_there_is_one_summary_per_profession() -> None:
    assert len(SUMMARIES) == 52
    for slug in SUMMARIES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug), slug


@pytest.mark.parametrize("slug", SUMMARIES)
def test_summaries_are_short_plain_and_without_figures(slug: str) -> None:
    summary = SUMMARIES[slug]
    assert 10 <= _words(summary) <= 35, f"{_words(summary)} words"
    assert summary.count(".") <= 2
    assert summary.endswith(".")
    # « les appels du 15 » is the name of a service.
    assert not re.search(r"\d", re.sub(r"\bdu 15\b", "", summary))
    assert not GENDERED_FORM.search(summary)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Appelez le 3114, le 15 ou le 112.", False),
        ("SOS Amitié : 09 72 39 40 50. SPS : 0 805 23 23 36. Victimes : 116 006.", False),
        ("Diplômes à bac+3, bulletin n° 2, tchat sur 3018.fr.", False),
        ("241,22 € brut par mois", True),
        ("depuis 2023", True),
        ("17 ans à l'entrée", True),
        ("de 9 h à 20 h", True),
        ("27 % du SMIC", True),
        ("66 semaines de stage", True),
    ],
)
def test_figures_are_told_from_telephone_numbers(text: str, expected: bool) -> None:
    assert _states_a_figure(text) is expected


@pytest.mark.parametrize("text", ["inscrit·e", "inscrit(e)s", "étudiant.e.s", "prêt-e-s", "infirmier/ne"])
def test_shortened_gender_forms_are_seen(text: str) -> None:
    assert GENDERED_FORM.search(text)
