"""The plain runner gives what Rasa's own gives, at once or in steps between which others have their turn."""

from __future__ import annotations

import asyncio
import unittest
from collections.abc import Iterator
from unittest import mock

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from bot.engine import graph_runner
from bot.engine.graph_runner import PlainGraphRunner


class Graph(unittest.TestCase):
    """The plain runner gives what Rasa's own gives."""

    def runners(self) -> list[DaskGraphRunner]:
        def node(
            component: type, function: str, needs: dict[str, str], *, target: bool = False
        ) -> SchemaNode:
            return SchemaNode(needs, component, "create", function, {}, is_target=target)

        schema = GraphSchema(
            {
                "sum": node(Sum, "add", {"left": "first", "right": "second"}, target=True),
                "second": node(Sum, "add", {"left": "number", "right": "first"}),
                "first": node(Sum, "add", {"left": "number", "right": "number"}),
                "unused": node(Sum, "add", {"left": "first", "right": "absent"}),
            }
        )
        return [kind(schema, None, ExecutionContext(schema)) for kind in (DaskGraphRunner, PlainGraphRunner)]

    def test_same_outputs(self) -> None:
        for targets in (None, ["second"], ["sum", "first"]):
            outputs = [runner.run({"number": 2}, targets) for runner in self.runners()]
            self.assertEqual(outputs[0], outputs[1])
        self.assertEqual(self.runners()[1].run({"number": 2}), {"sum": 10})

    def test_begun_it_gives_the_same_and_lets_others_go_first(self) -> None:
        runner = self.runners()[1]
        moments: list[str] = []

        async def other() -> None:
            for _ in range(10):
                moments.append("other")
                await asyncio.sleep(0)

        async def both() -> None:
            beside = asyncio.create_task(other())
            await runner.begin({"number": 2}, ["sum"])
            moments.append("begun")
            await beside

        with mock.patch.object(graph_runner, "_SECONDS", -1):
            asyncio.run(both())
        self.assertEqual(moments[:4], ["other", "other", "other", "begun"])
        with mock.patch.object(Sum, "add", side_effect=AssertionError):
            self.assertEqual(runner.run({"number": 2}, ["sum"]), {"sum": 10})
        self.assertEqual(runner.run({"number": 3}, ["sum"]), {"sum": 15})

    def test_a_component_in_steps_gives_the_same(self) -> None:
        node = SchemaNode({"messages": "said"}, InSteps, "create", "process", {}, eager=True, is_target=True)
        schema = GraphSchema({"twice": node})
        runner = PlainGraphRunner(schema, None, ExecutionContext(schema))
        seen: list[int] = []
        said = [["un", "deux"]]

        async def both() -> None:
            async def other() -> None:
                for _ in range(3):
                    seen.append(len(said[0]))
                    await asyncio.sleep(0)

            beside = asyncio.create_task(other())
            await runner.begin({"said": said}, ["twice"])
            await beside

        with mock.patch.object(graph_runner, "_SECONDS", -1):
            asyncio.run(both())
        self.assertEqual(seen, [3, 4, 4])
        self.assertEqual(runner.run({"said": said}, ["twice"]), {"twice": [["un", "deux", "un", "deux"]]})
        self.assertEqual(
            runner.run({"said": [["un", "deux"]]}, ["twice"]), {"twice": [["un", "deux", "un", "deux"]]}
        )

    def test_same_refusals(self) -> None:
        for runner in self.runners():
            with self.assertRaises(GraphRunError):
                runner.run({"number": "first"})
            with self.assertRaises(GraphRunError):
                runner.run({})


class InSteps(GraphComponent):
    """Says each message twice, a word at a time."""

    @classmethod
    def create(cls, **_: object) -> InSteps:
        return cls()

    def in_steps(self, messages: list[list[str]]) -> Iterator[None]:
        for message in messages:
            for word in list(message):
                message.append(word)
                yield

    def process(self, messages: list[list[str]]) -> list[list[str]]:
        for _ in self.in_steps(messages):
            pass
        return messages


class Sum(GraphComponent):
    """Adds two numbers."""

    @classmethod
    def create(cls, **_: object) -> Sum:
        return cls()

    def add(self, left: int, right: int) -> int:
        return left + right


if __name__ == "__main__":
    unittest.main()
