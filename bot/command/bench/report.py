"""The results as a table and a picture, written between the markers of `docs/performance.md`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.command.bench.sides import OURS, STOCK

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
_TITLES = {"alone": "Engine alone", "whole": "Whole path"}
_Figures = dict[str, Any]


def write_report(results: _Figures, docs: Path) -> None:
    """Replace what stands between the markers of `performance.md`, and draw `performance.svg` beside it."""
    page = docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    body = "\n\n".join([BEGIN, *sections(results), END])
    page.write_text(before + body + after, encoding="utf-8")
    (docs / "performance.svg").write_text(picture(results), encoding="utf-8")


def sections(results: _Figures) -> list[str]:
    """The tables, each as Markdown."""
    quick = ", quick run" if results["quick"] else ""
    made = [f"Measured on {results['date']}{quick}: {results['machine']}."]
    made.append("![Messages a second, stock Rasa and Orisoin](performance.svg)")
    for name, title in _TITLES.items():
        if name in results:
            made.append(f"**{title}**")
            made.append(_crowds(results[name]["crowds"]))
            made += [table for table in (_details(results[name]), _servers(results, name)) if table]
    return made


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join([_row(head), _row(["---"] + ["--:"] * (len(head) - 1)), *map(_row, rows)])


def _times(low: float, high: float) -> str:
    return f"{low / high:.1f} ×" if high else "—"


def _crowds(crowds: _Figures) -> str:
    rows = []
    for people, stock in crowds[STOCK].items():
        ours = crowds[OURS][people]
        rows.append(
            [
                people,
                *(f"{stock[name]:.0f} → {ours[name]:.1f}" for name in ("p50", "p95", "p99")),
                f"{stock['rate']:.1f} → {ours['rate']:.1f}",
                _times(ours["rate"], stock["rate"]),
                _times(stock["p50"], ours["p50"]),
                f"{stock['failures']} → {ours['failures']}",
            ]
        )
    head = [
        "people",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "messages/s",
        "throughput",
        "p50 divided by",
        "unanswered",
    ]
    return _table(head, rows)


def _details(found: _Figures) -> str:
    rows = []
    for part, label in (("lengths", "message of {} characters"), ("turns", "message at turn {}")):
        for name, stock in found.get(part, {}).get(STOCK, {}).items():
            ours = found[part][OURS][name]
            rows.append(
                [
                    label.format(name),
                    f"{stock['p50']:.1f}",
                    f"{ours['p50']:.1f}",
                    _times(stock["p50"], ours["p50"]),
                ]
            )
    for side in ("turns",):
        for name in list(found.get(side, {}).get(STOCK, {}))[-1:]:
            ratios = [found[side][who][name]["p50"] / found[side][who]["1"]["p50"] for who in (STOCK, OURS)]
            rows.append([f"turn {name} over turn 1", f"{ratios[0]:.2f} ×", f"{ratios[1]:.2f} ×", ""])
    if "beside" in found:
        p95 = {
            who: {kind: found["beside"][who][kind]["p95"] for kind in ("short", "long")}
            for who in (STOCK, OURS)
        }
        rows.append(
            [
                "p95 of eight people beside one who sends 1,000 characters, over beside a short one",
                *(f"{p95[who]['long'] / p95[who]['short']:.2f} ×" for who in (STOCK, OURS)),
                "",
            ]
        )
    return _table(["p50 ms, one person", "stock", "Orisoin", ""], rows) if rows else ""


def _servers(results: _Figures, name: str) -> str:
    servers = results[name]["servers"]
    stock, ours = servers[STOCK], servers[OURS]
    rows = [
        ["memory of the engine (PSS), MB", stock["engine_memory"], ours["engine_memory"]],
        ["memory of all processes (PSS), MB", stock["memory"], ours["memory"]],
        ["start of the engine, s", stock["engine_start"], ours["engine_start"]],
    ]
    made = [[label, f"{low:.0f}", f"{high:.0f}", f"{high / low:.0%}"] for label, low, high in rows]
    if name == "alone":
        training = results["training"]
        learnt = f"{training.get('sentences') or 'all'} sentences, {training['stock_epochs']} epoch"
        made.append([f"training of stock Rasa ({learnt}), s", f"{training['stock']:.0f}", "", ""])
    return _table(["", "stock", "Orisoin", ""], made)


def picture(results: _Figures) -> str:
    """Messages a second by number of people, as bars: stock in grey, Orisoin in green, on one scale."""
    bars = [
        (f"{_TITLES[name]}, {people}", stock["rate"], results[name]["crowds"][OURS][people]["rate"])
        for name in _TITLES
        if name in results
        for people, stock in results[name]["crowds"][STOCK].items()
    ]
    most = max((ours for _, _, ours in bars), default=1.0) or 1.0
    parts = []
    for number, (label, stock_rate, our_rate) in enumerate(bars):
        top = 34 + number * 46
        parts.append(f'<text x="8" y="{top + 19}">{label}</text>')
        for offset, rate, colour in ((0, stock_rate, "#767676"), (16, our_rate, "#14595a")):
            width = max(1.0, 420 * rate / most)
            parts.append(
                f'<rect x="170" y="{top + offset}" width="{width:.1f}" height="14" fill="{colour}"/>'
            )
            parts.append(f'<text x="{176 + width:.1f}" y="{top + offset + 12}">{rate:.0f}</text>')
    height = 44 + 46 * len(bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 {height}" role="img" '
        'font-family="sans-serif" font-size="13" fill="#1b1b1b">'
        "<title>Messages a second, stock Rasa and Orisoin, by number of people at once</title>"
        f'<rect width="660" height="{height}" fill="#ffffff"/>'
        '<text x="8" y="18">Messages a second (people at once): grey stock Rasa, green Orisoin</text>'
        + "".join(parts)
        + "</svg>\n"
    )
