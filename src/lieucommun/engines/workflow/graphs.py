"""Which states follow which, and what that leads to."""

from collections.abc import Iterable, Iterator, Mapping

Graph = Mapping[str, Iterable[str]]


def reached(starts: Iterable[str], graph: Graph) -> set[str]:
    """Return the nodes that paths from some nodes lead to, these included."""
    found, waiting = set(), list(starts)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(graph.get(node, ()))
    return found


def reversed_graph(graph: Graph) -> dict[str, list[str]]:
    """Return a graph with its arrows turned round."""
    turned: dict[str, list[str]] = {}
    for node, following in graph.items():
        for other in following:
            turned.setdefault(other, []).append(node)
    return turned


def circles(graph: Graph) -> Iterator[frozenset[str]]:
    """Yield the sets of nodes from each of which a path leads to every other, and to itself.

    In the order of the graph's nodes; in time that grows as their square at most, as the small
    graphs of workflows bear.
    """
    turned, done = reversed_graph(graph), set[str]()
    for node in graph:
        if node in done:
            continue
        circle = reached(graph[node], graph) & reached([node], turned)
        done |= circle
        if node in circle:
            yield frozenset(circle)
