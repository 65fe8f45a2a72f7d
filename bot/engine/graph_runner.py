"""Rasa's graph run as a plain loop: Rasa's own runner plans it anew with dask at every message, a quarter of the cost."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import GraphNode, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.exceptions import RasaException

# A message is worked upon for so long before others have their turn, where it is let go.
_SECONDS = 0.003
_DONE = "_done"


class PlainGraphRunner(DaskGraphRunner):
    """Runs the nodes that the targets need one after the other, in an order found once for each set of targets."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The outputs of `targets` (by default the graph's own) given `inputs` by name.

        Raises GraphRunError when an input has the name of a node among its values, as Rasa's runner does.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        for value in (inputs or {}).values():
            if isinstance(value, str) and value in self._instantiated_nodes:
                raise GraphRunError(f"Input value '{value}' clashes with a node name.")
        done: dict[str, Any] = self.__dict__.pop(_DONE, None) or dict(inputs or {})
        for name, node, needs in self._plan(wanted):
            if name not in done:
                done[name] = _output(node, needs, done)
        return {name: done[name] for name in wanted}

    async def begin(self, inputs: dict[str, Any], targets: list[str]) -> None:
        """Do what `run`, to be called next with the same, asks for; others have their turn in between, which may be long."""
        done, since = dict(inputs), time.perf_counter()
        for name, node, needs in self._plan(tuple(targets)):
            if hasattr(node._component, "in_steps"):
                done[name] = messages = done[node._inputs["messages"]]
                for _ in node._component.in_steps(messages):
                    since = await _others(since)
            else:
                done[name] = _output(node, needs, done)
            since = await _others(since)
        self.__dict__[_DONE] = done

    def _plan(self, targets: tuple[str, ...]) -> list[tuple[str, GraphNode, tuple[str, ...]]]:
        plans: dict[tuple[str, ...], Any] = self.__dict__.setdefault("_plans", {})
        if targets not in plans:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            plans[targets] = [
                (name, self._instantiated_nodes[name], tuple(nodes[name].needs.values()))
                for name in in_order(nodes)
            ]
        return plans[targets]


def _output(node: GraphNode, needs: tuple[str, ...], done: dict[str, Any]) -> Any:
    """What a node gives; a component that is there is called as Rasa's node calls it. Raises what that raises."""
    if node._hooks or not node._eager:
        return node(*((need, done[need]) if need in done else need for need in needs))[1]
    try:
        given = {name: done[need] for name, need in node._inputs.items()}
    except KeyError as missing:
        raise GraphRunError(f"Missing input {missing} to run node '{node._node_name}'.") from None
    try:
        return node._fn(node._component, **given)
    except RasaException:
        raise
    except Exception as error:
        raise GraphComponentException(f"Error running graph component for node {node._node_name}.") from error


async def _others(since: float) -> float:
    """Let others have their turn if this one lasts `since` long enough; since when it lasts."""
    if time.perf_counter() - since <= _SECONDS:
        return since
    await asyncio.sleep(0)
    return time.perf_counter()


def in_order(nodes: dict[str, SchemaNode]) -> list[str]:
    """The names of `nodes`, each after those it needs."""
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in ordered:
            for need in nodes[name].needs.values():
                if need in nodes:
                    visit(need)
            ordered[name] = None

    for name in nodes:
        visit(name)
    return list(ordered)
