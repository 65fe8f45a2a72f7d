"""The numbered tables of LHÉO 2.0 to 2.3 that a person needs read, in today's words."""

from __future__ import annotations

# Who pays (dict-financeurs); 1 stands for obsolete codes and says nothing.
FUNDERS = {
    "0": "autre financeur",
    "2": "conseil régional",
    "3": "Fonds social européen",
    "4": "France Travail",
    "5": "entreprise",
    "6": "ACSÉ",
    "7": "Agefiph",
    "8": "conseil départemental",
    "9": "commune",
    "10": "bénéficiaire de l’action",
    "11": "État (ministère chargé de l’emploi)",
    "12": "État (ministère de l’éducation nationale)",
    "13": "État (autre)",
    "14": "fonds européens (autre)",
    "15": "collectivité territoriale (autre)",
    "16": "OPCO",
    "17": "Transitions Pro",
    "18": "LADOM",
    "19": "État (ministère de l’intérieur)",
    "20": "OFII",
}
OBSOLETE_FUNDER = "1"
# dict-niveaux. 4 to 8 are the levels V to I of the 1969 nomenclature, which became 3 to 8 in 2019; 11 to 18 are
# today's levels 1 to 8. 0 and 1 say nothing.
LEVELS = {
    "2": "niveau 1",
    "3": "niveau 2",
    "4": "niveau 3",
    "5": "niveau 4",
    "6": "niveau 5",
    "7": "niveau 6",
    "8": "niveau 7 ou 8",
    **{str(code): f"niveau {code - 10}" for code in range(11, 19)},
}
ATTENDANCE = {"0": "onsite", "1": "mixed", "2": "online"}
SESSION_STATUS = {"1": "open", "2": "closed", "3": "suspended"}
# dict-modalite-recrutement: what one comes to; an application file (3) and an application (7) are no event.
RECRUITMENTS = {
    "0": "Recrutement",
    "1": "Recrutement par simulation",
    "2": "Concours d’entrée",
    "4": "Tests pratiques d’entrée",
    "5": "Épreuves écrites d’entrée",
    "6": "Épreuves orales d’entrée",
    "8": "Entretien de recrutement",
    "9": "Information collective",
}
APPLICATIONS = frozenset(["3", "7"])
COLLECTIVE_INFORMATION = "9"
# The certification numbers of Mon Compte Formation that are no training: CPF200 is support towards a VAE.
VAE_CODES = frozenset(["CPF200"])
