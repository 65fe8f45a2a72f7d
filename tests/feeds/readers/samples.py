"""Small files of each format, of our own, in the image of those that are published."""

from __future__ import annotations

import io
import json
import zipfile

LHEO = """<?xml version="1.0" encoding="utf-8"?>
<lheo xmlns="http://lheo.gouv.fr/2.3"><offres>
<formation numero="99_1" datemaj="20260902">
 <domaine-formation><code-FORMACODE ref="V14">43436</code-FORMACODE><code-NSF>331</code-NSF><code-ROME>J1501</code-ROME>
 </domaine-formation>
 <intitule-formation>Diplôme d'État d'aide-soignant</intitule-formation>
 <objectif-formation>&lt;p&gt;Accompagner la personne.&lt;br /&gt;Travailler en équipe.&lt;/p&gt;</objectif-formation>
 <resultats-attendus>-</resultats-attendus>
 <contenu-formation>Contact : prenom.nom@exemple.fr ou 06 39 98 00 01.</contenu-formation>
 <certifiante>1</certifiante>
 <contact-formation><coordonnees><civilite>Madame</civilite><nom>Exemplaire</nom><prenom>Prudence</prenom>
  <portable><numtel>06 39 98 00 02</numtel></portable><courriel>p.exemplaire@exemple.fr</courriel></coordonnees>
 </contact-formation>
 <code-niveau-entree>4</code-niveau-entree>
 <certification><code-RNCP>40692</code-RNCP><code-CERTIFINFO>1</code-CERTIFINFO></certification>
 <code-niveau-sortie>5</code-niveau-sortie>
 <url-formation><urlweb>www.exemple.fr/ifas</urlweb></url-formation>
 <action numero="99_A1">
  <niveau-entree-obligatoire>1</niveau-entree-obligatoire>
  <modalites-alternance>Contrat d'apprentissage possible</modalites-alternance>
  <modalites-enseignement>1</modalites-enseignement>
  <conditions-specifiques>Avoir 17 ans</conditions-specifiques>
  <prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>
  <lieu-de-formation><coordonnees><nom>IFAS d'exemple</nom>
   <adresse><ligne>1 rue
de l'Exemple</ligne><ligne>-</ligne><codepostal>05200</codepostal><ville>Embrun</ville><departement>05</departement>
    <code-INSEE-commune>05046</code-INSEE-commune><region>73</region><pays>FR</pays>
    <geolocalisation><latitude>44.56</latitude><longitude>6.49</longitude></geolocalisation>
    <geolocalisation><latitude>44.57</latitude><longitude>6.50</longitude></geolocalisation></adresse>
   <telfixe><numtel>0492000000</numtel></telfixe></coordonnees></lieu-de-formation>
  <modalites-entrees-sorties>0</modalites-entrees-sorties>
  <session numero="S1"><periode><debut>20270104</debut><fin>99999999</fin></periode>
   <periode-inscription><periode><debut>00000000</debut><fin>20261130</fin></periode></periode-inscription>
   <etat-recrutement>1</etat-recrutement>
   <recrutement><modalite-recrutement>9</modalite-recrutement><a-distance>1</a-distance>
    <urlweb>exemple.fr/visio</urlweb><nb-places>30</nb-places>
    <periode><debut>20261208</debut><fin>20261208</fin></periode><heure-debut>14h15</heure-debut>
    <heure-fin>16h</heure-fin><commentaire>Écrire à prenom.nom@exemple.fr</commentaire></recrutement>
   <recrutement><modalite-recrutement>3</modalite-recrutement>
    <periode><debut>20261101</debut><fin>20261215</fin></periode></recrutement>
  </session>
  <session numero="S2"><periode><debut>20270900</debut><fin>20280700</fin></periode></session>
  <session numero="S3"><periode><debut>00000000</debut><fin>00000000</fin></periode></session>
  <session numero="S4"><periode><debut>20271345</debut><fin>20271231</fin></periode></session>
  <adresse-information><adresse><ligne>Salle des fêtes</ligne><codepostal>05000</codepostal><ville>Gap</ville>
   <code-INSEE-commune>05061</code-INSEE-commune></adresse></adresse-information>
  <date-information><date>20261210</date></date-information>
  <date-information><date>20270100</date></date-information>
  <date-information><date>00000000</date></date-information>
  <acces-handicapes>Accès de plain-pied</acces-handicapes>
  <prix-total-TTC>6 800,50</prix-total-TTC>
  <nombre-heures-centre>770</nombre-heures-centre><nombre-heures-entreprise>770</nombre-heures-entreprise>
  <nombre-heures-total>1540</nombre-heures-total>
  <organisme-formateur numero="F1"><SIRET-formateur><SIRET>82422814201874</SIRET></SIRET-formateur>
   <raison-sociale-formateur>Institut d'exemple</raison-sociale-formateur>
   <contact-formateur><coordonnees><nom>Exemplaire</nom><prenom>Prudence</prenom>
    <portable><numtel>06 39 98 00 03</numtel></portable></coordonnees></contact-formateur></organisme-formateur>
  <organisme-financeur><code-financeur>2</code-financeur></organisme-financeur>
  <organisme-financeur><code-financeur>77</code-financeur></organisme-financeur>
  <extras info="type-action"><extra info="formation-initiale">1</extra></extras>
 </action>
 <organisme-formation-responsable numero="99_9"><SIRET-organisme-formation><SIRET>82422814201874</SIRET>
  </SIRET-organisme-formation><nom-organisme>IFAS d'exemple</nom-organisme><raison-sociale>-</raison-sociale>
  <coordonnees-organisme><coordonnees><telfixe><numtel>39 36</numtel></telfixe></coordonnees></coordonnees-organisme>
 </organisme-formation-responsable>
</formation>
</offres></lheo>
"""

EDOF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<lheo xmlns="https://www.of.moncompteformation.gouv.fr"><offres>
<formation numero="F-12" datemaj="20260901"><intitule-formation>Accompagner l'autonomie, l\u2019écoute</intitule-formation>
 <objectif-formation>Être à l'écoute</objectif-formation>
 <certification><code-RS>RS6000</code-RS></certification>
 <action numero="1"><modalites-enseignement>2</modalites-enseignement>
  <lieu-de-formation><coordonnees numero="1"><nom>Exemplaire</nom><prenom>Prudence</prenom>
   <adresse><ligne>2 rue Haute</ligne>
   <codepostal>97400</codepostal><ville>SAINT-DENIS</ville></adresse><telfixe><numtel>0262 90 00 00</numtel></telfixe>
   </coordonnees></lieu-de-formation>
  <modalites-entrees-sorties>1</modalites-entrees-sorties>
  <session numero="1"><periode><debut>20270301</debut><fin>20270305</fin></periode>
   <etat-recrutement>3</etat-recrutement></session>
  <extras info="action"><extra info="duree-apprentissage">35</extra>
   <extras info="frais-pedagogiques"><extra info="taux-tva">0.0</extra><extra info="frais-ht">900.00</extra>
    <extra info="frais-ttc">900.00</extra></extras></extras>
 </action>
 <organisme-formation-responsable><SIRET-organisme-formation><SIRET>82422814201874</SIRET></SIRET-organisme-formation>
 </organisme-formation-responsable></formation>
</offres></lheo>
""".encode("cp1252")

INTERCARIF = """<?xml version="1.0" encoding="utf-8"?>
<lheo-index xmlns="http://www.lheo.org/2.2"><resumes-offres>
<resume-offre numero="14_AF_1_SE_1"><domaine-formation><code-FORMACODE>43436</code-FORMACODE><code-ROME>J1501</code-ROME>
 </domaine-formation><intitule-formation>Aide-soignant</intitule-formation>
 <nom-organisme numero="14_OF_1">IFAS d'exemple</nom-organisme><SIRET>82422814201874</SIRET>
 <codepostal>05200</codepostal><code-INSEE-commune>05046</code-INSEE-commune><ville>Embrun</ville>
 <modalites-enseignement>0</modalites-enseignement><nombre-heures-total>300</nombre-heures-total>
 <session><periode><debut>20270104</debut><fin>20271217</fin></periode></session>
 <certification><code-RNCP>40692</code-RNCP></certification>
 <extras info="geolocalisation"><extra info="latitude">44.56</extra><extra info="longitude">6.49</extra></extras>
</resume-offre>
<extras info="FLUX-CARIF"><extra info="date-export">20261126</extra></extras></resumes-offres></lheo-index>
"""

ONISEP_CSV = """code UAI;n° SIRET;type d'établissement;nom;adresse;CP;commune;commune (COG);téléphone;département;\
longitude (X);latitude (Y);journées portes ouvertes;URL et ID Onisep;date de modification
0050001A;82422814201874;école de santé;IFSI d'exemple;1 rue Haute;05000;Gap;05061;0492000000;05 - Hautes-Alpes;6.07;44.56;\
le 30/01/2027 de 09h00 à 17h00 (pause de 12h à 13h30) | le 06/03/2027 en virtuel;https://exemple.fr/slug/ENS.12;01/09/2026
;8,24E+13;école du social;École d'exemple;;5000;Gap;5061;06 39 98 00 00;05 - Hautes-Alpes;;;\
Date(s) indicative(s) des Journées portes ouvertes précédentes : le 31/01/2026;https://exemple.fr/slug/ENS.13;
"""

ONISEP_INDEX = json.dumps(
    {
        "ENS.12": {"jpo": ["Le 30 janvier 2027 de 9h00 à 12h00", "le 6 mars, de 8h à 15h"]},
        "ENS.13": {"jpo": []},
    }
)

FORMER_CATALOGUE = {
    "cle_ministere_educatif": "0001P01#L01",
    "intitule_long": "ACCOMPAGNANT EDUCATIF ET SOCIAL (DEAES)",
    "niveau": "3 (CAP...)",
    "rncp_code": "RNCP36004",
    "rome_codes": ["J1301", "K1301"],
    "duree": "1",
    "published": True,
    "catalogue_published": False,
    "date_debut": ["2026-09-01T00:00:00.000Z", "2027-01-03T23:00:00.000Z"],
    "date_fin": ["2027-06-30T00:00:00.000Z", "2027-12-17T00:00:00.000Z"],
    "modalites_entrees_sorties": [False, False],
    "entierement_a_distance": False,
    "capacite": None,
    "lieu_formation_adresse": "1 rue Haute",
    "lieu_formation_geo_coordonnees": "44.56,6.07",
    "geo_coordonnees_etablissement_formateur": "6.08,44.57",
    "code_postal": "05000",
    "code_commune_insee": "05061",
    "localite": "Gap",
    "email": "prenom.nom@exemple.fr",
    "num_tel": "0639980000",
    "etablissement_formateur_enseigne": "CFA D'EXEMPLE",
    "etablissement_formateur_siret": "82422814201874",
    "etablissement_formateur_uai": "0050001A",
    "contenu": "Écrire à prenom.nom@exemple.fr",
    "objectif": "Accompagner au quotidien",
    "last_update_at": "2026-11-07T06:13:25.649Z",
}
FORMER_PAGE = json.dumps({"formations": [FORMER_CATALOGUE], "pagination": {"page": 1, "total": 1}})

CURRENT_CATALOGUE = {
    "identifiant": {"cle_ministere_educatif": "0002P01#L01"},
    "statut": {"catalogue": "publié"},
    "formateur": {
        "connu": True,
        "organisme": {
            "identifiant": {"siret": "82422814201874", "uai": "0050001A"},
            "etablissement": {"enseigne": "CFA d'exemple"},
            "unite_legale": {"raison_sociale": "ASSOCIATION D'EXEMPLE"},
            "contacts": [{"email": "prenom.nom@exemple.fr"}],
        },
    },
    "certification": {
        "connue": True,
        "valeur": {
            "identifiant": {"rncp": "RNCP40692", "cfd": "56033106"},
            "intitule": {"cfd": {"long": "AIDE-SOIGNANT (DEAS)"}, "niveau": {"cfd": {"europeen": "4"}}},
            "domaines": {"rome": {"rncp": [{"code": "J1501", "intitule": "Soins"}]}},
        },
    },
    "lieu": {
        "adresse": {
            "label": "1 rue Haute 05000 Gap",
            "code_postal": "05000",
            "commune": {"nom": "Gap", "code_insee": "05061"},
        },
        "geolocalisation": {"type": "Point", "coordinates": [6.07, 44.56]},
    },
    "contact": {"email": "prenom.nom@exemple.fr", "telephone": "0492000000"},
    "onisep": {"url": None, "lien_site_onisepfr": "https://exemple.fr/onisep"},
    "modalite": {"entierement_a_distance": False, "duree_indicative": 1},
    "contenu_educatif": {"contenu": "<p>Soins</p>", "objectif": "Soigner"},
    "sessions": [
        {"debut": "2026-09-01T00:00:00.000+02:00", "fin": "2027-06-30T00:00:00.000+02:00", "capacite": 12}
    ],
}
CURRENT_PAGE = json.dumps({"data": [CURRENT_CATALOGUE], "pagination": {"page_count": 1}})

PARCOURSUP_CSV = """annee;etab_uai;etab_nom;etab_url;etab_gps;region;departement;commune;tc;tf;nm;fl;nmc;app;int;aut;\
fiche;gta
2026;0050001A;IFSI d'exemple (Dept 05);www.exemple.fr;44.56,6.07;PACA;Hautes-Alpes;Gap;Public;\
"[""D.E secteur sanitaire""]";"[""D.E Infirmier""]";;D.E Infirmier;;Sans internat;;https://dossier.exemple.fr/?g_ta_cod=1;1
2026;0050001A;CFA d'exemple;;6.07,44.56;PACA;Hautes-Alpes;Gap;Privé;;BTS;Services;BTS - Services;\
Formations en apprentissage;;;https://dossier.exemple.fr/?g_ta_cod=2;2
2025;0050001A;IFSI d'exemple (Dept 05);;44.56,6.07;PACA;Hautes-Alpes;Gap;Public;;;;D.E Infirmier;;;;https://x.fr;1
"""

MCF_CSV = """date_extract;nom_of;nom_departement;code_departement;type_referentiel;code_rncp;code_inventaire;\
intitule_certification;libelle_niveau_sortie_formation;code_formacode_1;siret;numero_formation;intitule_formation;\
points_forts;objectif_formation;nb_session_active;nombre_heures_total_min;nombre_heures_total_max;frais_ttc_tot_min;\
frais_ttc_tot_max
2026-11-25;Institut d'exemple;Ain;1;RNCP;40692;;DE aide-soignant;NIVEAU 4;43436;82422814201874;A12;Aide-soignant;\
L¿écoute;Soigner;3;700;1540;5000;6800.5
2026-11-25;Institut d'exemple;Hautes-Alpes;5;RS;;6000;Gestes;;;8,24E+13;A13;Gestes qui sauvent;;;;;;0;0
2026-11-25;;Ain;1;RNCP;1;;X;;;;A14;Sans organisme;;;;;;;
"""

MCF_OLDER_CSV = """formation.title,formation.proximiteRomes.code,duration,totalPriceTTC,address.postalCode,\
formation.specificCondition,formation.codeModaliteEnseign
Gestes et postures,J1501,14,238.0,05000,"Justifier d¿un diplôme
ou d¿une expérience",0
Gestes et postures,K1304,14,238.0,05000,"Justifier d¿un diplôme
ou d¿une expérience",0
"""

ROME_CSV = """"code_rome","code_fiche_metier","code_ogr","libelle_rome","transition_eco","transition_num",\
"transition_demo","emploi_reglemente","emploi_cadre","code_rome_parent"
"J1501","1","2","Aide-soignant / Aide-soignante","","N","O","O","N","J1501"
"J15","1","2","Sans code","","","","","","J1501"
"""

FINESS_CSV = """finess;etalab;111;2026-05-12
structureet;050000012;050000004;IFSI EXEMPLE;INSTITUT DE FORMATION D'EXEMPLE;;;12;R;HAUTE;;BP 1;061;05;HAUTES ALPES;\
05007 GAP CEDEX;0492000000;0492000001;300;Écoles Formant aux Professions Sanitaires;1;Agrégat;82422814201874;8542Z;;;;;;;;
structureet;970400012;970400004;ECOLE OI;;;;;;;;;411;9D;LA REUNION;97405 ST DENIS CEDEX;0262900000;;300;École;1;A;;;;;;;;;;
structureet;970100012;970100004;ECOLE SXM;;;;;;;;;127;9A;GUADELOUPE;97150 ST MARTIN;;;300;École;1;A;;;;;;;;;;
structureet;1,2E+08;;X;;;;;;;;;061;05;HAUTES ALPES;05000 GAP;;;300;École;1;A;;;;;;;;;;
structureet;050000099;court
geolocalisation;050000012;944000.0;6387000.0;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2026-05-12
geolocalisation;970400012;338000.0;7690000.0;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,UTM_S40;2026-05-12
autre;1
"""

UAI_CSV = """numero_uai;nature_uai_libe;etat_etablissement;commune;commune_libe;departement_insee_3;denomination_principale;\
appellation_officielle;patronyme_uai;numero_siren_siret_uai;numero_finess_uai;date_fermeture;adresse_uai;code_postal_uai;\
localite_acheminement_uai;numero_telephone_uai;mel_uai;site_web;coordonnee_x;coordonnee_y
0050001A;École de santé;1;05061;Gap;005;IFSI;Institut de formation d'exemple – l\u2019IFSI;;82422814201874;050000012;;\
1 rue Haute;05000;GAP;04 92 00 00 00;ce.0050001a@exemple.fr;www.exemple.fr;944000.0;6387000.0
0050002B;Lycée;3;05061;Gap;005;LP;Lycée fermé;;;;31/08/2020;;05000;GAP;;;;;
9740001C;Lycée;1;97411;Saint-Denis;974;LYCEE;;EXEMPLE;;;;;97400;ST DENIS;;;;338000.0;7690000.0
""".encode("cp1252")

_RNCP_FILES = {
    "Standard": '"Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Nomenclature_Europe_Niveau";'
    '"Date_Fin_Enregistrement";"Type_Enregistrement";"Actif"\r\n'
    '"1";"RNCP100";"Métier d\'\'exemple";"DE";"NIV4";"31/08/2025";"Enregistrement de droit";"INACTIVE"\r\n'
    '"2";"RNCP200";"Métier d\'\'exemple";"DE";"NIV4";"31/08/2030";"Enregistrement de droit";"ACTIVE"\r\n'
    '"3";"";"Sans numéro";"";"";"";"";"ACTIVE"\r\n',
    "Rome": '"Numero_Fiche";"Codes_Rome_Code";"Codes_Rome_Libelle"\r\n"RNCP200";"J1501";"Soins d\'\'hygiène"\r\n',
    "Formacode": '"Numero_Fiche";"Formacode_Code";"Formacode_Libelle"\r\n"RNCP200";"43436";"43436 : Aide-soignant"\r\n',
    "Nsf": '"Numero_Fiche";"Nsf_Code";"Nsf_Intitule"\r\n"RNCP200";"331";"331 : Santé"\r\n',
    "VoixdAccès": '"Numero_Fiche";"Si_Jury"\r\n"RNCP200";"En contrat d’apprentissage"\r\n"RNCP200";"Par expérience"\r\n',
    "Certificateurs": '"Numero_Fiche";"Siret_Certificateur";"Nom_Certificateur"\r\n'
    '"RNCP200";"\t11004301500012";"MINISTERE"\r\n',
    "Ancienne_Nouvelle_Certification": '"Numero_Fiche";"Ancienne_Certification";"Nouvelle_Certification"\r\n'
    '"RNCP50";;"RNCP100"\r\n"RNCP100";"RNCP50";"RNCP200"\r\n"RNCP200";"RNCP100";\r\n',
}


def rncp_zip(files: dict[str, str] | None = None) -> bytes:
    """An archive like France compétences', of these files or of a small complete set."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in (files or _RNCP_FILES).items():
            archive.writestr(f"export_fiches_CSV_{part}_2026_11_25.csv", text)
    return held.getvalue()


ONISEP_JSON = json.dumps(
    {
        "total": 1,
        "results": [
            {
                "code_uai": "0050001A",
                "nom": "IFSI d'exemple",
                "commune_cog": "05061",
                "longitude_x": 6.07,
                "latitude_y": 44.56,
                "journees_portes_ouvertes": "le 06/03/2027 de 9h à 12h | du 12/03/2027 au 13/03/2027",
                "url_et_id_onisep": "https://exemple.fr/slug/ENS.12",
            }
        ],
    }
)

PARCOURSUP_JSON = json.dumps(
    [
        {
            "annee": "2026",
            "etab_uai": "0050001A",
            "etab_nom": "IFSI d'exemple",
            "etab_gps": {"lon": 6.07, "lat": 44.56},
            "commune": "Gap",
            "nm": ["D.E Infirmier"],
            "app": ["Formations en apprentissage"],
            "fiche": "https://exemple.fr",
            "gta": 12,
        }
    ]
)

MCF_JSON = json.dumps(
    {
        "results": [
            {
                "nom_of": "Institut d'exemple",
                "intitule_formation": "Aide-soignant",
                "code_departement": 1,
                "siret": 82422814201874,
                "code_rncp": 40692.0,
                "numero_formation": "A12",
                "frais_ttc_tot_min": 5000,
            }
        ]
    }
)

# For each format: the name of its files and their content.
FILES: dict[str, list[tuple[str, bytes]]] = {
    "lheo": [("lheo.xml", LHEO.encode()), ("edof.xml", EDOF), ("intercarif.xml", INTERCARIF.encode())],
    "onisep": [
        ("onisep.csv", ONISEP_CSV.encode()),
        ("jpo.json", ONISEP_INDEX.encode()),
        ("onisep.json", ONISEP_JSON.encode()),
    ],
    "apprenticeship": [("page.json", FORMER_PAGE.encode()), ("search.json", CURRENT_PAGE.encode())],
    "parcoursup": [("carto.csv", PARCOURSUP_CSV.encode()), ("carto.json", PARCOURSUP_JSON.encode())],
    "mon-compte-formation": [
        ("mcf.csv", MCF_CSV.encode()),
        ("cpf.csv", MCF_OLDER_CSV.encode()),
        ("mcf.json", MCF_JSON.encode()),
    ],
    "rome": [("rome.csv", ROME_CSV.encode())],
    "rncp": [("export-fiches-csv-2026-11-25.zip", rncp_zip())],
    "finess": [("finess.csv", FINESS_CSV.encode())],
    "uai": [("acce.csv", UAI_CSV)],
}
