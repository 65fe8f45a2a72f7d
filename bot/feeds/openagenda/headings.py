"""OpenAgenda's tables with French headings (« Titre - FR », « Première date - Début »), told as its dump names them.

What each portal writes differs by a word; a heading is read by its words, not by its letters.
"""

from __future__ import annotations

import re
from typing import Any

# The dump's name of each column, and the folded headings that stand for it.
_HEADINGS = {
    "uid": ("identifiant", "identifiant_de_l_evenement", "uid", "identifiant_openagenda"),
    "slug": ("slug", "identifiant_textuel"),
    "title": ("titre", "titre_de_l_evenement", "title"),
    "description": ("description", "description_courte", "accroche"),
    "longdescription": ("description_longue", "description_detaillee", "longdescription", "long_description"),
    "conditions": ("conditions", "detail_des_conditions", "conditions_de_participation",
                   "conditions_de_participation_tarifs"),
    "keywords": ("mots_cles", "mots_clefs", "keywords"),
    "timings": ("horaires_detailles", "horaires_detailles_iso", "horaires_iso", "horaires", "timings",
                "liste_des_horaires"),
    "firstdate_begin": ("premiere_date_debut", "debut_de_la_premiere_date", "premier_horaire_debut",
                        "debut_du_premier_horaire", "firsttiming_begin"),
    "firstdate_end": ("premiere_date_fin", "fin_de_la_premiere_date", "premier_horaire_fin", "fin_du_premier_horaire",
                      "firsttiming_end"),
    "lastdate_begin": ("derniere_date_debut", "debut_de_la_derniere_date", "dernier_horaire_debut",
                       "debut_du_dernier_horaire", "lasttiming_begin"),
    "lastdate_end": ("derniere_date_fin", "fin_de_la_derniere_date", "dernier_horaire_fin", "fin_du_dernier_horaire",
                     "lasttiming_end"),
    "status": ("statut", "statut_de_l_evenement", "status"),
    "state": ("etat", "etat_de_publication", "state"),
    "attendancemode": ("mode_de_participation", "participation", "mode_de_presence", "attendancemode", "attendance_mode"),
    "onlineaccesslink": ("lien_d_acces_en_ligne", "lien_d_acces", "acces_en_ligne", "lien_de_participation_en_ligne"),
    "registration": ("outils_d_inscription", "inscription", "inscriptions", "outils_de_reservation", "reservation",
                     "moyens_d_inscription"),
    "accessibility": ("accessibilite", "accessibilites"),
    "age_min": ("age_minimum", "age_min"),
    "age_max": ("age_maximum", "age_max"),
    "canonicalurl": ("url_canonique", "lien_de_l_evenement", "url_de_l_evenement", "lien_canonique"),
    "updatedat": ("derniere_mise_a_jour", "mise_a_jour", "date_de_mise_a_jour", "mis_a_jour_le", "modifie_le"),
    "timezone": ("fuseau_horaire",),
    "originagenda_title": ("titre_de_l_agenda_d_origine", "agenda_d_origine", "agenda_source", "nom_de_l_agenda_d_origine"),
    "location_name": ("nom_du_lieu", "lieu", "lieu_nom"),
    "location_address": ("adresse", "adresse_du_lieu", "lieu_adresse"),
    "location_postalcode": ("code_postal", "code_postal_du_lieu", "lieu_code_postal"),
    "location_city": ("ville", "commune", "ville_du_lieu", "lieu_ville"),
    "location_insee": ("code_insee", "insee", "code_insee_du_lieu"),
    "location_countrycode": ("code_pays", "pays", "code_du_pays"),
    "location_latitude": ("latitude", "latitude_du_lieu"),
    "location_longitude": ("longitude", "longitude_du_lieu"),
    "location_coordinates": ("geolocalisation", "coordonnees_geographiques", "coordonnees", "coordonnees_du_lieu"),
}  # fmt: skip
_NAMES = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
_TONGUE = re.compile(r"_(?:fr|francais)$")
# None of these is a column of a table a counsellor fills: one of them, with an identifier and a title, tells the export.
_MARKS = {"timings", "firstdate_begin"}
_OWN = {"horaires", "lieu", "ville", "inscription"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


def _name(key: str) -> str | None:
    """The dump's name of a column, None for one that is not read."""
    return _NAMES.get(key) or _NAMES.get(_TONGUE.sub("", key))


def tells_openagenda(keys: set[str]) -> bool:
    """Whether these columns are those of an export of OpenAgenda, named in French."""
    names = {name for key in keys - _OWN if (name := _name(key))}
    return {"uid", "title"} <= names and bool(names & _MARKS)


def in_dump_words(row: dict[str, str]) -> dict[str, Any]:
    """A row with the dump's names; one that has them already as it is."""
    if not any(_TONGUE.sub("", key) not in _HEADINGS and _name(key) for key in row):
        return dict(row)
    found: dict[str, Any] = {}
    for key, cell in row.items():
        name = _name(key) or key
        # French before another language, and the first column of a meaning before the others.
        if name not in found or _TONGUE.search(key):
            found[name] = cell
    if isinstance(timings := found.get("timings"), str) and not timings.startswith(("[", "{")):
        found["timings"] = _timings(timings)
    return found


def _timings(text: str) -> list[dict[str, str]]:
    """Times written one after the other, begin and end in turn (« 2027-04-15T09:00:00+02:00/2027-04-15T12:00:00+02:00 »)."""
    found = []
    for part in re.split(r"[;|\n]", text):
        moments = _MOMENT.findall(part)
        found += [
            {"begin": begin, "end": end}
            for begin, end in zip(moments[::2], [*moments[1::2], ""], strict=False)
        ]
    return found
