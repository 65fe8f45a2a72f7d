"""What `./orisoin` does: the table of commands, and the environment each of them needs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from bot.command import setup

_SERVICE = {
    "run": ("bot.command.supervise", "prépare tout et démarre le service (Ctrl-C l'arrête)"),
    "talk": ("bot.command.talk", "une conversation dans le terminal"),
    "site": ("bot.command.site", "add, list, remove : les sites qui embarquent le service"),
    "user": ("bot.command.user", "add, list, disable, enable, reset : les comptes de la console"),
    "import": (
        "bot.command.importing",
        "lit un agenda ou un catalogue (fichier ou adresse) ; --template : un tableau vide",
    ),
    "export": (
        "bot.command.export",
        "écrit les événements, les formations ou les questions (CSV, iCalendar, JSON)",
    ),
    "feeds": ("bot.command.feeds", "add, list, remove, refresh : les sources relues à intervalle régulier"),
    "channels": (
        "bot.command.channels",
        "check, register, test, queue : les messageries (Telegram, WhatsApp, Messenger)",
    ),
    "bench": ("bot.command.bench", "mesure Rasa d'origine et Orisoin côte à côte (docs/performance.md)"),
    "soak": ("bot.command.soak", "des heures de conversations : rien de perdu, la mémoire stable"),
    "facts": ("bot.command.facts", "ce que le catalogue ne sait pas encore, métier par métier"),
    "erasures": (
        "bot.command.erasures",
        "list, apply : qui fut effacé le reste, après une sauvegarde remise",
    ),
    "size": ("bot.command.size", "combien de moteurs demande une affluence (docs/dimensionnement.md)"),
    "sbom": ("bot.command.sbom", "ce dont le service est fait (CycloneDX), pour les audits"),
    "purge": ("bot.command.purge", "efface maintenant ce qui a dépassé sa durée de conservation"),
}
_ENGINE = {
    "understand": ("bot.engine.understand", "lit un texte par ligne, écrit ce qui en est compris (JSON)"),
    "sign": ("bot.engine.signed", "reconnaît le modèle de models/ comme le nôtre (docs/securite.md)"),
    "evaluate": ("bot.engine.evaluation", "mesure la compréhension sur les phrases d'essai"),
}
_HERE = {
    "setup": "prépare les environnements, la base, les données et le modèle",
    "train": "entraîne le modèle, même si rien n'a changé",
    "test": "tous les contrôles, comme `make test`",
    "help": "cette liste",
}
# Commands that need the database and, for some, the trained model.
_NEEDS_DATABASE = {
    "run",
    "talk",
    "site",
    "user",
    "facts",
    "purge",
    "import",
    "export",
    "feeds",
    "channels",
    "bench",
    "soak",
    "erasures",
}
# What takes no option: asked for help, it tells what it does and does nothing.
_WITHOUT_OPTIONS = {"run", "talk", *_HERE} - {"test"}
_NEEDS_MODEL = {"run", "talk", "understand", "evaluate", "bench", "soak"}


def main(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name; returns the exit status."""
    name, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    if name in _WITHOUT_OPTIONS and rest:
        return _without_options(name, rest)
    try:
        if name in _SERVICE or name in _ENGINE:
            return _run(name, rest)
        if name in _HERE:
            return _local(name, rest)
    except setup.StepFailed as failure:
        print(f"\nErreur : {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(f"Commande inconnue : « {name} ». « ./orisoin help » donne la liste.", file=sys.stderr)
    return 2


def _without_options(name: str, rest: list[str]) -> int:
    if {"-h", "--help"} & set(rest):
        print(
            f"./orisoin {name} : {_HERE.get(name) or _SERVICE[name][1]}. Sans option : voir .env.example pour les réglages."
        )
        return 0
    print(f"« ./orisoin {name} » ne prend pas d'option.", file=sys.stderr)
    return 2


def _run(name: str, rest: list[str]) -> int:
    in_engine = name in _ENGINE
    steps: list[Callable[[], object]] = []
    if name in _NEEDS_DATABASE:
        steps += [setup.service_environment, setup.database]
    if in_engine or name in _NEEDS_MODEL:
        steps.append(setup.engine_environment)
    if name in _NEEDS_MODEL:
        steps.append(setup.model)
    if not steps:
        steps.append(setup.service_environment)
    setup.run_steps(steps)
    module = (_ENGINE if in_engine else _SERVICE)[name][0]
    python = setup.ENGINE_PYTHON if in_engine else setup.SERVICE_PYTHON
    sys.stdout.flush()
    os.chdir(setup.ROOT)
    os.execve(python, [str(python), "-m", module, *rest], setup.quiet_environment())


def _local(name: str, rest: list[str]) -> int:
    if name == "help":
        for title, table in (("Service", _SERVICE), ("Langage", _ENGINE)):
            print(f"{title} :")
            for command, (_, description) in table.items():
                print(f"  {command:<11} {description}")
        print("Préparation :")
        for command, description in _HERE.items():
            print(f"  {command:<11} {description}")
        return 0
    if name == "setup":
        setup.run_steps([setup.service_environment, setup.engine_environment, setup.database, setup.model])
        return 0
    if name == "train":
        setup.run_steps([setup.engine_environment, lambda: setup.model(force=True)])
        return 0
    setup.run_steps(
        [setup.system_parts, setup.test_environment, setup.engine_environment, setup.database, setup.model]
    )
    os.chdir(setup.ROOT)
    return subprocess.call(
        [setup.SERVICE_PYTHON, "-m", "bot.command.check", *rest], env=setup.quiet_environment()
    )
