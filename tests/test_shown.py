"""Each protection is shown by tests that name its ASVS numbers, each fault by tests that make it; the pages say which."""

from __future__ import annotations

from tests.shown import listed, pages, shown


def test_each_number_of_each_protection_has_its_test() -> None:
    found: dict[str, set[str]] = {}
    for test in shown():
        if test.name.startswith("S"):
            found.setdefault(test.name, set()).update(test.numbers)
    protections = listed("security.yml")
    assert found == {one["id"]: set(one["asvs"]) for one in protections}
    assert [one["id"] for one in protections] == [f"S{number}" for number in range(1, 21)]


def test_each_fault_has_its_test() -> None:
    faults = [one["id"] for one in listed("faults.yml")]
    assert faults == [*(f"X{number}" for number in range(1, 16)), "X18"]
    assert {test.name for test in shown() if test.name.startswith("X")} == set(faults)


def test_the_pages_hold_the_tables() -> None:
    for page, text in pages().items():
        assert page.read_text(encoding="utf-8") == text, "write them again: python -m tests.shown"
        assert ":begin -->" in text
