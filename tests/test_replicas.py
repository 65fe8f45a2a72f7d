"""Two gateways, two engines and two action servers over PostgreSQL and Redis, behind nginx; one of each is killed."""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.replicas import QUESTIONS, Deployment, Person, described
from tests.servers import listens, postgres, redis, until
from tests.service import ROOT, START_SECONDS

pytestmark = pytest.mark.service

PEOPLE = 6


def start_those_away(deployment: Deployment) -> None:
    """Start what does not run, until two of each are ready.

    One engine after the other: together they would read the same gigabyte against each other.
    """
    for name, process in deployment.processes.items():
        if process.running is not None and process.running.poll() is None:
            continue
        process.start()
        if name.startswith("engine"):
            until(partial(listens, int(process.settings["ORISOIN_ENGINE_PORT"])), 2 * START_SECONDS, name)
    until(deployment.ready, START_SECONDS, "two of each")


@pytest.fixture(autouse=True)
def whole(deployment: Deployment) -> None:
    """Each test has two of each, whatever the one before killed."""
    start_those_away(deployment)


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Everything, started and ready."""
    folder = tmp_path_factory.mktemp("replicas")
    folder.chmod(0o755)
    with postgres() as cluster, redis() as shared:
        for name in ("orisoin", "orisoin_tracker"):
            cluster.create(name)
        made = described(folder, cluster, shared.url)
        try:
            start_those_away(made)
            until(lambda: listens(int(made.address.rsplit(":", 1)[1])), 20, "nginx")
            yield made
        finally:
            for process in made.processes.values():
                if process.running is not None:
                    process.running.terminate()
            for process in made.processes.values():
                if process.running is not None:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.running.wait(timeout=20)
                process.kill()


def talk_until(address: str, number: int, over: threading.Event) -> list[Person]:
    """Who spoke, ten messages each, until it was `over`."""
    people = []
    while not over.is_set():
        people.append(Person(address, number))
        for at in range(10):
            if not over.is_set():
                people[-1].say(f"{QUESTIONS[at % 3]} ({number}.{at})")
    return people


def _gateway_logs(deployment: Deployment) -> list[Path]:
    return [deployment.processes[f"gateway-{one}"].log for one in (1, 2)]


@pytest.mark.fault("X12", "X13")
def test_a_model_is_swapped_and_the_schema_grows_under_load_without_an_error(
    deployment: Deployment, tmp_path: Path
) -> None:
    over = threading.Event()
    told = {path: path.stat().st_size for path in _gateway_logs(deployment)}
    engine = deployment.processes["engine-1"]
    assert engine.running is not None
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        talks = [pool.submit(talk_until, deployment.address, number, over) for number in range(3)]
        try:
            # A migration of a newer version, while this one serves: it only adds.
            deployment.cluster.say("orisoin", "ALTER TABLE conversation ADD COLUMN newer VARCHAR")
            deployment.cluster.say("orisoin", "CREATE INDEX ix_newer ON conversation (newer)")
            prepare = [sys.executable, "-m", "bot.command.prepare"]
            settings = {**os.environ, **deployment.processes["gateway-1"].settings}
            subprocess.run(prepare, cwd=ROOT, env=settings, check=True)
            for file in ("orisoin.tar.gz", "orisoin.tar.gz.sig"):
                shutil.copy(ROOT / "models" / file, tmp_path / file)
            engine.running.terminate()
            assert engine.running.wait(timeout=60) == 0
            engine.settings["ORISOIN_MODELS"] = str(tmp_path)
            engine.start()
            until(
                partial(listens, int(engine.settings["ORISOIN_ENGINE_PORT"])), 2 * START_SECONDS, "engine-1"
            )
            # The newer version is taken back: this one starts again on the schema that has grown.
            gateway = deployment.processes["gateway-1"]
            assert gateway.running is not None
            gateway.running.terminate()
            assert gateway.running.wait(timeout=60) == 0
            gateway.start()
            until(deployment.ready, START_SECONDS, "two of each again")
        finally:
            over.set()
        people = [person for talk in talks for person in talk.result(timeout=200)]
    for person in people:
        person.check()
    assert sum(len(person.texts) for person in people) > 20
    # Nobody met the engine that was going or coming. What a busy machine answers too late is another matter.
    logs = [path.read_bytes()[size:].decode(errors="replace") for path, size in told.items()]
    assert [
        cause for cause in ("refused", "broken", "open") if any(f"cause={cause}" in log for log in logs)
    ] == []


@pytest.mark.fault("X1", "X6", "X7")
def test_one_of_each_is_killed_and_no_message_is_lost_doubled_or_out_of_order(deployment: Deployment) -> None:
    people = [Person(deployment.address, number) for number in range(PEOPLE)]
    started = threading.Barrier(PEOPLE + 1)
    with concurrent.futures.ThreadPoolExecutor(PEOPLE) as pool:
        talks = [pool.submit(person.talk, started) for person in people]
        started.wait(timeout=200)
        for name in ("gateway-1", "engine-1", "actions-1"):
            deployment.processes[name].kill()
        for talk in talks:
            talk.result(timeout=300)
    for person in people:
        person.check()
    # The other engine took over: those that are gone were not waited for.
    assert all(deployment.processes[name].running.poll() is not None for name in ("gateway-1", "engine-1"))  # type: ignore[union-attr]
