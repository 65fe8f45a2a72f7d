"""The French wording in `data/reference`: short, sourced, neutral, and leading somewhere that exists."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from actions.asked import WHICH_TRADE, question_of
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
SITUATIONS = """
counsellor_check lightening_what cap_emploi_when grandparent_idea poei_cost_employer other_way_nurse
presentation_of_a_trade
faisant_fonction stay_where_i_am stage_who_to_call not_chosen_yet apprentice_when_start where_to_enrol puer_total
cap_aepe_marks odds_unknown job_beside_studies public_or_private_school meet_professional
creche_no_diploma liberal_conditions employer_in_schools employer_student_pact service_price
foreign_nurse_eu foreign_eu_meanwhile illness_tell illness_nights vae_tell_employer diploma_raise other_post_without_nights
vae_oral_length no_apprentice_trade elderly_cap against_cliches by_mail all_day_length_of_course parcoursup_both
distress_relative
stage_with_babies stage_when_to_look stage_in_holidays parcoursup_refused_sad parcoursup_second_phase pass_fear
babies_without_pass quiz_purpose employer_school_pupil employer_vae_cleaners employer_apprentice_length poei_or_afpr
esat_or_ordinary adapted_training_where mission_locale_or_cap_emploi offers_for_group counsellor_session vae_aes_or_as
near_retirement_training offer_questions why_these why_these_unknown next_steps next_steps_trade
assp_what st2s_what assp_placement_weeks lycee_allowance
assp_work_now cap_aepe_enter cap_aepe_schools cap_aepe_paid animals_and_care art_therapies pass_failed
university_year_to_enter apprentice_contract_when social_odds licence_regained weekends_how_often aesh_hours
immersion_prescriber secretary_distance distance_with_benefit medical_assistant_or_secretary protection_right_to_work
b1_enough agepi vae_job_kept rural_jobs part_time_too_little home_carer_or_aes
greet welcome thanks goodbye yes no help identity personal_data privacy_erase not_understood did_you_mean
apology continue_elsewhere insult distress_suicide distress_violence distress_child distress_medical
distress_harassment distress_general distress_stay distress_reassured distress_exhaustion distress_homeless
elder_abuse third_party distress_heard distress_beside distress_placement illness out_of_scope medical_advice
appointment care_for_relative mdph_file report_abuse other_profession weather_time_trivia jailbreak gibberish
emoji_only ptp_cdi ptp_cdd ptp_interim ptp_public ptp_other region_pays training_cost training_cost_job_seeker
training_cost_employee training_cost_student admission admission_age admission_record admission_vaccination
admission_licence admission_no_diploma foreign_diploma training_search_none training_path_ask career_change
career_change_job_seeker job_offers help_choose_intro which_trades questions_wait questions_left men_in_care
disability doubts doubts_family doubts_failing doubts_hard forgotten restarted summary human_call_back
human_call_back_channel immersion event_search_none event_ask_place event_detail_none reminder_web
reminder_promised reminder_out_of_reach reminder_too_late segur pay_ask pay_unknown ask_profession
unknown_profession qualities_general vae_failed vae_duration vae_writing vae_cost vae_as_cleaner ptp_refused
clause_to_stay night_bonuses csp_kept rsa_kept aif benefit_kept poei_without_employer quarters childcare
alternance_after_thirty resigning employers_and_age loads_and_health loads_ambulance too_young
first_aid_before shortest_creche shortest_care cap_aepe foreign_outside_eu foreign_in_eu foreign_as_meanwhile
licence_points licence_lorry licence_old segur_home licence_young licence_between licence_at_age
licence_not_yet licence_auxiliary pay_home_or_ehpad pay_creche counsellor_immersion counsellor_who all_known
easy_on easy_off easy_missing human civic_service ptp_when interview cover_letter pass_las parcoursup_refused
travel_overseas stage_call stage_paid human_free human_under_15 request_received work_now work_place
no_questions no_work_there body_and_work standing_self_employed standing_military standing_la_poste
standing_civil_servant standing_sick_leave standing_unfit ptp_after_sick_leave named_fund poei_hours
vae_one_year immersion_employee residence_permit record_suspended as_after_cleaner fpc_tests asg_open
employer_poei employer_contracts employer_trains_staff employer_recruits employer_hosts stage_school
stage_near stage_when stage_places stage_age stage_failed stage_tutor stage_change stage_not_validated
civic_service_counts apprentice_dismissed apprentice_steps apprentice_new_employer apprentice_school_keeps
apprentice_unemployment apprentice_underpaid apprentice_paid_enough apprentice_floor apprentice_told
apprentice_trade mission_locale_money meanwhile_children meanwhile_care after_third_form apprentice_trouble
vae_not_known named_contact left_school job_now job_near school_until newcomer papers old_people_no_diploma
writing_fear extra_time retry_parcoursup as_then_nurse long_way age_too_young age_old_enough age_social
selection_form selection_written for_someone not_my_report teacher_professional teacher_visit lost listening
not_answered little_pay stutter income_while_training income_employee income_job_seeker income_rsa
income_student ptp_post post_public ptp_pay other_private hospital_pays poei_job sick_immersion overseas_age
overseas_stay vae_experience licence_home licence_held licence_other fpc_years nurse_bac_adult foreign_who
foreign_other_trade foreign_social abroad_work abroad_study abroad_pay contact_phone contact_no_phone
contact_no_address contact_unknown who_hires assistant_to_nurse bridge_still back_to_job level_held
level_held_bac bafa_held social_field fear_met fear_not_met fear_unsure paid_during which_place
employer_apprentice employer_hiring_aid employer_tutor employer_told teacher_told stage_of_pupils
stage_content parents_other lodging school_subjects assp_told parcoursup_dates grant_region not_about_me
care_at_home refused_near school_nearer weak_french french_courses permit_no_diploma bafa age_not_known
only_examples sent_here employer_licence
school_chosen_wrong leaving_school_whom leaving_school_kept leaving_university
leaving_university_whom university_years_count tell_parents_stop tell_parents_trade quiz_how_many
quiz_change_answer quiz_none_fits quiz_reliable assp_or_st2s assp_or_sapat which_lycee_near
college_marks discipline_follows absences_seen stage_with_friend stage_avoid_someone stage_first_day
stage_what_to_wear leaving_care_at_18 cej_in_training student_no_food student_rent_due
private_refund parcoursup_same_dates gap_year_what gap_year_looks gap_year_parcoursup
first_steps_worker tell_boss_when private_employer_pays development_plan which_opco ptp_length
ptp_who_pays ptp_bonuses several_jobs mixed_public_private layoff_plan layoff_ptp as_stop_lifting
as_leave_care as_days_only nights_refused vae_abroad vae_unrelated diploma_lost foreign_diploma_lost
rqth_pending rqth_on_cv rqth_tell driver_trades taxi_card diploma_valid_everywhere move_who_hires
move_transfer counsellor_group dropout_age minor_signs schools_list_who places_left_who
employer_job_dating_prepare employer_stand_cost
human_employer for_a_class distress_misread shy_to_call stress_parcoursup not_good_enough bad_at_school
ashamed_of_trade from_elsewhere class_of_young failed_everything worn_out_job grief_wish carer_wish
spouse_against fear_of_mistake likes_everything moving_trades no_blood_no_night far_from_patients too_long
form_of_address off_topic_reply repeats_itself parents_told employer_told_of_talk who_reads how_long_kept
is_anonymous official_service is_it_ai figures_source up_to_date opening_hours appointment_needed
must_be_registered what_to_bring answer_delay help_for_carer legal_question caf_or_housing find_psychologist
embed_widget give_our_events partner_figures partner_kit lived_experience body_size reached_how
counsellor_judges too_sensitive shy_person nurse_placement_weeks nurse_still_three_years nurse_old_programme
social_placement_weeks social_old_programme social_diploma_to_other cesf_reform assistant_placement_weeks
aes_spread placement_hours placement_found_by training_holidays distance_learning online_school_check
job_and_training bridge_employer_refuses bridge_failed bridge_where bridge_years_counted
bridge_not_for_auxiliary nursing_student_to_assistant school_transfer entry_postponed old_care_diploma
pharmacy_old_diploma guardian_licence advanced_nurse_conditions anaesthetist_conditions theatre_nurse_direct
childrens_nurse_conditions health_manager_conditions coordinator_posts foreign_via_europe foreign_delay
foreign_translation foreign_school_level abroad_placement humanitarian_work vae_family_carer vae_volunteer
vae_blocks vae_jury vae_leave vae_start vae_or_school vae_old_experience vae_no_diploma
team_manager_conditions foster_carer_diploma dispatcher_diploma cpf_charge cpf_grows cpf_topup
cpf_which_training cpf_licence cpf_bilan cpf_scam cpf_unemployed ptp_other_trade ptp_prep ptp_return_choice
ptp_turned_down ptp_disabled pro_a_ended reconversion_hours reconversion_agreement poei_not_indemnified
poei_part_time grant_adult grant_crous grant_when region_employee region_second_diploma region_register_when
region_trainee_pay cae_amount cae_repay cae_with_grant aah_kept benefit_runs_out placement_money travel_costs
parental_leave drop_out_repay pay_instalments private_school_fees social_school_fees military_jobs
parcoursup_wishes parcoursup_ifsi_groups parcoursup_social_wishes parcoursup_waiting parcoursup_missed
parcoursup_adult parcoursup_letter parcoursup_odds parcoursup_helpline social_without_bac social_direct_entry
hepatitis_late vaccine_refusal vaccine_covid_bcg vaccine_social medical_certificate honorability_how
honorability_who record_school afgsu_before afgsu_expired agreement_home aesh_conditions fpc_places
several_schools application_dates selection_fee prep_class bac_kind bac_failed no_age_limit french_level_proof
licence_automatic licence_lost stage_without_car regulation_entry look_rules work_clothes religious_signs
medicines tisf_or_cleaner housework body_wash man_and_toilet own_car telework part_time_work violence_at_work
psychiatry prison day_trades night_trades alone_or_team amp_avs_names aes_or_as es_or_me eje_or_ap
puer_or_auxiliary bad_at_maths catch_illness twelve_hours leave_weeks ehpad_or_hospital secrecy
hearing_or_sight dys_and_tdah illness_and_work pregnant men_share apprentice_licence_aid apprentice_from_age
apprentice_disability apprentice_fees apprentice_nurse_year apprentice_selection apprentice_finds_employer
apprentice_no_employer apprentice_rhythm apprentice_holidays apprentice_working_time apprentice_net
apprentice_aids apprentice_wants_out apprentice_hired_after apprentice_segur apprentice_or_pro
apprentice_wishes pro_contract_pay pro_contract_trades employer_opco_rate employer_vae_leave
employer_ptp_return employer_record employer_pays_trainee employer_event immersion_length immersion_papers
immersion_insurance immersion_benefit immersion_minor immersion_leads_to_job stage_vaccines stage_record
stage_hospital_minor stage_compulsory stage_none_found class_activities event_register event_cost
event_with_parents event_bring event_questions open_day_course event_duration job_dating_course job_dating_who
vis_ma_vie info_meeting forum_course event_access event_online open_days_season event_missed net_or_gross
pay_by_hour pay_rises thirteenth_month mileage_home travel_time_home segur_private segur_town segur_students
segur_all_staff public_private_pay pay_region enough_to_live ccn66_or_51 public_grades seniority_kept
manager_pay agency_work on_ones_own first_job cleaner_apply summer_job public_exam cesu childminder_agreement
job_without_licence people_leave recruiting_figures how_many_work direct_home teach_trade change_service
specialise sector_manager
"""

# Each line a person may be given, by the answer that gives it: in danger, the number must be there.
LINES = {
    "distress_suicide": ("3114", "15", "112"),
    "distress_violence": ("17", "114", "3919", "116 006"),
    "distress_child": ("119", "17", "112", "114"),
    "distress_medical": ("15", "112", "114"),
    "distress_harassment": ("3018", "17"),
    "distress_general": ("3114",),
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
    assert {answer["audience"] for answer in ANSWERS if answer["slug"] == slug} == AUDIENCES


@each_answer
def test_shape(answer: dict[str, Any]) -> None:
    assert set(answer) == {"slug", "topic", "audience", "texts", "sources", "choices"}
    allowed = AUDIENCES | {"counsellor"} if answer["slug"] == "welcome" else AUDIENCES
    assert answer["audience"] in allowed
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
