"""Each protection is shown by tests that name its ASVS numbers, and the page about security says which."""

from __future__ import annotations

from tests.security import PAGE, protections, shown, written


def test_each_number_of_each_protection_has_its_test() -> None:
    found: dict[str, set[str]] = {}
    for test in shown():
        found.setdefault(test.protection, set()).update(test.numbers)
    assert found == {one["id"]: set(one["asvs"]) for one in protections()}
    assert [one["id"] for one in protections()] == [f"S{number}" for number in range(1, 21)]


def test_the_page_holds_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert "<!-- asvs:begin -->" in page
    assert page == written(page), "write it again: python -m tests.security"
