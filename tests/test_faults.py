"""What goes wrong in the real service: processes killed, bad input, words that must stay out of the logs."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.gateway.health import CACHE_SECONDS
from tests.service import Answered, Conversation, Service, call, running

pytestmark = pytest.mark.service

# The contract: an answer or the 503 within 6 s; four more for a machine that halts between the two.
# What the client itself costs is not the service's.
SECONDS = 10.0
ENGINE, ACTIONS = "bot.engine.run", "actions"
BREAKER_SECONDS = 2.5
PHONE = "06 39 98 41 57"  # in the range that no subscriber can have
CANARY = "zibeline canarifère"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service of our own, since its processes are killed."""
    var: Path = tmp_path_factory.mktemp("faulty")
    with running(var) as started:
        yield started


@pytest.fixture(autouse=True)
def ready(faulty: Service) -> None:
    """Whatever the test before did, this one finds a service that answers."""
    faulty.wait_ready()


def wait_restarted(service: Service, module: str, killed: int, seconds: float = 120) -> None:
    """Wait until the supervisor has put another process in the place of `killed`, and all is ready."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(LookupError):
            if service.pid_of(module) != killed:
                break
        time.sleep(0.1)
    # What `/readyz` last found may be from before the death.
    time.sleep(2 * CACHE_SECONDS)
    service.wait_ready(seconds)
    # The gateway's circuit breaker stays open a moment after the last refused connection.
    time.sleep(BREAKER_SECONDS)


def answered_in_time(conversation: Conversation, text: str, message_id: str) -> Answered:
    """Send `text` and hold the answer to its time."""
    started = time.monotonic()
    answer = conversation.send(text, message_id=message_id)
    assert time.monotonic() - started < SECONDS
    return answer


def resent_until_answered(conversation: Conversation, text: str, message_id: str) -> Answered:
    """What a client does with a 503: wait as long as it says, then send the same message again."""
    deadline = time.monotonic() + 30
    while (answer := answered_in_time(conversation, text, message_id)).status == 503:
        assert time.monotonic() < deadline, answer
        time.sleep(int(answer.headers["retry-after"]))
    assert answer.status == 200
    return answer


def assert_away(answer: Answered) -> None:
    """The contract's 503: a problem document, when to come back, an apology and a human way."""
    assert answer.status == 503
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.body["status"] == 503
    assert "garde" in answer.body["detail"] or "gardé" in answer.body["detail"]
    text = answer.body["replies"][0]["text"]
    assert re.search(r"excuse|pardon|désolé", text, re.IGNORECASE)
    assert "mon-cep.org" in text
    assert "112" in text


def persons_turns(conversation: Conversation) -> list[str]:
    """What the conversation keeps of the person's words."""
    headers = {"Authorization": f"Bearer {conversation.token}"}
    turns = call("GET", conversation.address, headers=headers).body["turns"]
    return [turn["text"] for turn in turns if turn["author"] == "person"]


@pytest.mark.parametrize("module", [ACTIONS, ENGINE])
@pytest.mark.fault("X1", "X6")
def test_a_killed_process_costs_an_apology_then_the_conversation_goes_on(
    faulty: Service, module: str
) -> None:
    conversation = faulty.open()
    assert conversation.send("c'est quoi le métier d'ergothérapeute ?").status == 200
    killed, message_id = faulty.pid_of(module), str(uuid.uuid4())
    faulty.kill(module)

    assert_away(answered_in_time(conversation, "et ça paye combien ?", message_id))

    distress = answered_in_time(faulty.open(), "j'ai envie de mourir", str(uuid.uuid4()))
    assert distress.status == 200
    assert "3114" in distress.body["replies"][0]["text"]

    wait_restarted(faulty, module, killed)
    first = resent_until_answered(conversation, "et ça paye combien ?", message_id)
    # The trade named before the accident is remembered.
    assert "rgothérapeute" in first.body["replies"][0]["text"]
    assert first.body["replies"][0]["sources"]
    again = conversation.send("et ça paye combien ?", message_id=message_id)
    assert again.status == 200
    assert again.body["replies"] == first.body["replies"]
    assert persons_turns(conversation).count("et ça paye combien ?") == 1

    after = conversation.send("comment on le devient ?")
    assert after.status == 200
    assert "rgothérapeute" in conversation.said


@pytest.mark.fault("X6")
def test_actions_that_hang_cost_an_apology_then_the_conversation_goes_on(faulty: Service) -> None:
    conversation, message_id = faulty.open(), str(uuid.uuid4())
    assert conversation.send("c'est quoi le métier d'ergothérapeute ?").status == 200
    hung = faulty.pid_of(ACTIONS)
    os.kill(hung, signal.SIGSTOP)
    try:
        assert_away(answered_in_time(conversation, "et ça paye combien ?", message_id))
        distress = answered_in_time(faulty.open(), "j'ai envie de mourir", str(uuid.uuid4()))
        assert "3114" in distress.body["replies"][0]["text"]
    finally:
        os.kill(hung, signal.SIGCONT)
    answer = resent_until_answered(conversation, "et ça paye combien ?", message_id)
    assert "rgothérapeute" in answer.body["replies"][0]["text"]
    assert persons_turns(conversation).count("et ça paye combien ?") == 1


def test_readiness_names_the_process_that_is_away(faulty: Service) -> None:
    killed = faulty.pid_of(ACTIONS)
    faulty.kill(ACTIONS)
    deadline = time.monotonic() + SECONDS
    while (answer := call("GET", f"{faulty.address}/readyz")).status == 200:
        assert time.monotonic() < deadline, "ready without the actions"
        time.sleep(0.05)
    assert answer.status == 503
    assert "actions" in str(answer.body).lower()
    assert call("GET", f"{faulty.address}/healthz").status == 200
    wait_restarted(faulty, ACTIONS, killed)


@pytest.mark.fault("X1")
def test_distress_is_answered_while_the_engine_is_down(faulty: Service) -> None:
    conversation, killed = faulty.open(), faulty.pid_of(ENGINE)
    faulty.kill(ENGINE)
    for text, line in (("je veux me suicider", "3114"), ("mon père me frappe", "119")):
        answer = answered_in_time(conversation, text, str(uuid.uuid4()))
        assert answer.status == 200
        assert line in answer.body["replies"][0]["text"]
        assert answer.body["replies"][0]["choices"] == []
    wait_restarted(faulty, ENGINE, killed)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", 422),
        ("  \n\t ", 422),
        ("a" * 1001, 422),
        ("a" * 1000, 200),
        ("/restart", 200),
        ("/session_start", 200),
        ("/profession_info{", 200),
        ("😀😀🚑", 200),
        ("؟ مرحبا", 200),
        ("{{7*7}} <script>alert(1)</script> ' OR 1=1 --", 200),
    ],
)
def test_any_text_has_a_documented_answer(faulty: Service, text: str, status: int) -> None:
    answer = faulty.open().send(text)
    assert answer.status == status
    if status == 200:
        assert answer.body["replies"][0]["text"].strip()
    else:
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert "message" in answer.body["detail"]


def test_a_typed_restart_loses_nothing(faulty: Service) -> None:
    conversation = faulty.open()
    conversation.send("c'est quoi le métier d'ergothérapeute ?")
    for command in ("/restart", "/session_start", "/back"):
        assert conversation.send(command).status == 200
    assert conversation.send("combien ça paye ?").status == 200
    assert "rgothérapeute" in conversation.said


def test_a_choice_of_questions_that_were_left_is_answered_once(faulty: Service) -> None:
    conversation = faulty.open()
    conversation.send("aide-moi à choisir un métier")
    old = conversation.replies[-1]["choices"][0]["id"]
    conversation.send("laisse tomber")
    assert conversation.send(choice=old).status == 200
    assert len(conversation.replies) == 1
    answer = conversation.send("combien gagne un AES ?")
    assert answer.status == 200
    assert "€" in conversation.said


@pytest.mark.parametrize(
    ("raw", "status"),
    [(b"{", 400), (b"\xff\xfe", 400), (b"[]", 422), (b"{}", 422), (b'{"id": "x", "text": "bonjour"}', 422)],
)
@pytest.mark.asvs("2.2.1", shows="S8")
def test_a_body_that_is_not_a_message_is_refused(faulty: Service, raw: bytes, status: int) -> None:
    conversation = faulty.open()
    headers = {"Authorization": f"Bearer {conversation.token}"}
    answer = call("POST", f"{conversation.address}/messages", headers=headers, raw=raw)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.asvs("15.2.2", shows="S8")
def test_a_body_of_200_kb_is_refused(faulty: Service) -> None:
    conversation = faulty.open()
    headers = {"Authorization": f"Bearer {conversation.token}"}
    raw = b'{"id": "' + str(uuid.uuid4()).encode() + b'", "text": "' + b"a" * 200_000 + b'"}'
    answer = call("POST", f"{conversation.address}/messages", headers=headers, raw=raw)
    assert answer.status == 413
    assert persons_turns(conversation) == []


@pytest.mark.parametrize("authorization", [None, "Bearer ", "Bearer abc", "Basic YTpi", "another"])
@pytest.mark.asvs("9.1.1", shows="S1")
def test_only_the_holder_of_the_token_may_speak(faulty: Service, authorization: str | None) -> None:
    conversation, other = faulty.open(), faulty.open()
    if authorization == "another":
        authorization = f"Bearer {other.token}"
    headers = {"Authorization": authorization} if authorization is not None else {}
    body = {"id": str(uuid.uuid4()), "text": "bonjour"}
    answer = call("POST", f"{conversation.address}/messages", body, headers=headers)
    assert answer.status == 401
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert call("GET", conversation.address, headers=headers).status == 401
    assert persons_turns(conversation) == []


@pytest.mark.asvs("13.2.1", shows="S2")
def test_engine_and_actions_listen_on_loopback_only(faulty: Service) -> None:
    listening = {faulty.engine_port: set(), faulty.actions_port: set()}  # type: dict[int, set[str]]
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            address, port = local.split(":")
            if state == "0A" and int(port, 16) in listening:
                listening[int(port, 16)].add(address)
    assert listening == {faulty.engine_port: {"0100007F"}, faulty.actions_port: {"0100007F"}}


@pytest.mark.asvs("13.2.1", "13.4.5", shows="S2")
def test_the_engine_does_not_speak_to_who_has_no_key(faulty: Service) -> None:
    address = f"http://127.0.0.1:{faulty.engine_port}"
    turn = {"sender": "x", "text": "bonjour", "metadata": {}}
    assert call("POST", f"{address}/webhooks/orisoin/turn", turn).status == 403
    for path in ("/webhooks/rest/webhook", "/conversations/x/tracker", "/model/parse"):
        body = {"sender": "x", "message": "bonjour", "text": "bonjour"}
        assert call("POST", f"{address}{path}", body).status in (401, 403, 404, 405)


def test_no_word_of_a_person_reaches_a_log(faulty: Service) -> None:
    words = f"{CANARY} je m'appelle Zibelinette, appelez-moi au {PHONE}"
    conversation = faulty.open()
    assert conversation.send(words).status == 200
    assert conversation.send(f"{words} {'a' * 1000}").status == 422
    assert conversation.send(f"{CANARY} j'ai envie de mourir").status == 200
    headers = {"Authorization": f"Bearer {conversation.token}"}
    call("POST", f"{conversation.address}/messages", headers=headers, raw=f'{{"text": "{CANARY}'.encode())
    for module in (ACTIONS, ENGINE):
        killed = faulty.pid_of(module)
        faulty.kill(module)
        assert conversation.send(words).status == 503
        wait_restarted(faulty, module, killed)
    assert resent_until_answered(conversation, words, str(uuid.uuid4())).status == 200

    logs = [path for path in faulty.var.rglob("*.log*") if path.is_file()]
    assert faulty.var / "service.log" in logs
    for path in logs:
        logged = path.read_text(errors="replace").lower()
        for secret in ("zibelin", "canarif", PHONE, re.sub(r"\D", "", PHONE), "envie de mourir"):
            assert secret not in logged, f"« {secret} » in {path.name}"


def test_the_gateway_itself_is_reached_on_its_port_only(faulty: Service) -> None:
    port = int(faulty.address.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        pass
    assert call("GET", f"{faulty.address}/webhooks/orisoin/health").status == 404
    assert call("GET", f"{faulty.address}/conversations/x/tracker").status == 404
