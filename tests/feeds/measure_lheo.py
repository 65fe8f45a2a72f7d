"""Processor time and peak memory of reading generated LHÉO files of several sizes.

Run by hand: `python -m tests.feeds.measure_lheo 50 250 500` (sizes in MB); each size is read in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from bot.feeds.readers import lheo
from bot.feeds.records import Source

_FORMATION = """  <formation numero="99_{number}" datemaj="20260901">
    <domaine-formation><code-FORMACODE ref="V14">43436</code-FORMACODE><code-ROME>J1501</code-ROME></domaine-formation>
    <intitule-formation>Diplôme d'État d'aide-soignant n° {number}</intitule-formation>
    <objectif-formation>&lt;p&gt;Accompagner la personne dans les actes de la vie quotidienne.&lt;/p&gt;</objectif-formation>
    <resultats-attendus>-</resultats-attendus>
    <contenu-formation>{content}</contenu-formation>
    <certifiante>1</certifiante>
    <code-niveau-entree>1</code-niveau-entree>
    <certification><code-RNCP>RNCP40692</code-RNCP></certification>
    <code-niveau-sortie>14</code-niveau-sortie>
    <action numero="99_A{number}">
      <modalites-alternance>Contrat d'apprentissage possible</modalites-alternance>
      <modalites-enseignement>0</modalites-enseignement>
      <lieu-de-formation><coordonnees><nom>IFAS d'exemple</nom><adresse><ligne>1 rue de l'Exemple</ligne>
        <codepostal>05200</codepostal><ville>Embrun</ville><code-INSEE-commune>05046</code-INSEE-commune>
        <geolocalisation><latitude>44.56</latitude><longitude>6.49</longitude></geolocalisation></adresse>
        <telfixe><numtel>04 92 00 00 {two}</numtel></telfixe></coordonnees></lieu-de-formation>
      <modalites-entrees-sorties>0</modalites-entrees-sorties>
      <session numero="S{number}"><periode><debut>20270104</debut><fin>20271217</fin></periode>
        <etat-recrutement>1</etat-recrutement>
        <recrutement><modalite-recrutement>9</modalite-recrutement><periode><debut>20261208</debut><fin>20261208</fin>
        </periode><heure-debut>14h00</heure-debut><heure-fin>16h30</heure-fin></recrutement></session>
      <date-information><date>20261210</date></date-information>
      <prix-total-TTC>6 800,00</prix-total-TTC>
      <organisme-financeur><code-financeur>2</code-financeur></organisme-financeur>
    </action>
    <organisme-formation-responsable numero="99_1"><SIRET-organisme-formation><SIRET>82422814201874</SIRET>
      </SIRET-organisme-formation><nom-organisme>IFAS d'exemple</nom-organisme></organisme-formation-responsable>
  </formation>
"""
_SENTENCE = "Accompagner, observer, transmettre et travailler en équipe auprès de la personne soignée. "


def write(path: Path, megabytes: int) -> None:
    """A LHÉO 2.3 file of about `megabytes` MB, each training a little different."""
    size, number = 0, 0
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<lheo xmlns="http://lheo.gouv.fr/2.3"><offres>\n')
        while size < megabytes * 1_000_000:
            number += 1
            text = _FORMATION.format(
                number=number, two=f"{number % 100:02d}", content=_SENTENCE * (number % 40 + 10)
            )
            size += file.write(text)
        file.write("</offres></lheo>\n")


def _read(path: Path) -> None:
    begun = time.process_time()
    kinds = Counter(type(item).__name__ for item in lheo.read(Source(path, path.name, date(2026, 11, 26))))
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    megabytes = path.stat().st_size / 1_000_000
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(
        f"{megabytes:.0f} MB: {seconds:.1f} s of processor, {megabytes / seconds:.1f} MB/s, peak {peak:.0f} MiB; {counts}",
        flush=True,
    )


def main() -> None:
    if sys.argv[1:2] == ["--read"]:
        _read(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for size in [int(word) for word in sys.argv[1:]] or [50, 500]:
            path = Path(folder) / f"lheo-{size}.xml"
            write(path, size)
            subprocess.run(
                [sys.executable, "-m", "tests.feeds.measure_lheo", "--read", str(path)], check=True
            )
            path.unlink()


if __name__ == "__main__":
    main()
