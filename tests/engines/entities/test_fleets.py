"""Whatever devices write offline, and in whatever order it comes: nothing lost, nothing hidden."""

from collections.abc import Iterable
from itertools import count
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lieucommun.engines.entities import Applied, Change, Refused, force, place

from .fleet import Data, Device, Message, Oracle, Server

NAMES = "abc"
#: Few properties and few values, so that devices meet.
DATA = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "0", "1", "2"]), max_size=3)
#: What each device writes between two meetings.
ROUND = st.lists(st.lists(DATA, max_size=4), min_size=1, max_size=4)
ROUNDS = st.lists(ROUND, min_size=1, max_size=3)
#: What a device writes once it has made the record, before anything is sent.
MADE = st.lists(DATA, min_size=1, max_size=4)
CHANCE = st.randoms(use_true_random=False)


def shuffled(rng: Random, messages: Iterable[Message]) -> list[Message]:
    """Return messages in any order, some of them twice."""
    found = [*messages]
    found += [each for each in found if rng.random() < 0.3]
    rng.shuffle(found)
    return found


def worked(
    made: list[Data], rounds: list[list[list[Data]]], rng: Random, *, plain: bool = True
) -> tuple[Server, Oracle, list[list[Message]]]:
    """Let devices work, all of them in each round, and send all they wrote at its end."""
    server, oracle, ids = Server(), Oracle(), count(1)
    devices = [Device(at, ids, plain=plain and at == 3) for at in range(4)]
    sent: list[list[Message]] = []
    for edits in [[made], *rounds]:
        for device, own in zip(devices, edits, strict=False):
            for data in own[:1] if device.plain else own:
                device.edit(data)
        sent.append([each for device in devices for each in device.queue])
        delivered = shuffled(rng, sent[-1])
        oracle.take(delivered)
        for message in delivered:
            server.take(message)
        for device in devices:
            device.queue.clear()
            device.pull(server)
    return server, oracle, sent


def unseen(server: Server, message: Message, applied: Applied) -> dict[str, tuple[str, str, str]]:
    """Return the values that a change overwrote and that its author had not seen."""
    number = applied.version.number
    before = server.history[number - 2].data if number > 1 else {}
    return {
        name: (message.seen.get(name, ""), before.get(name, ""), mine)
        for name, mine in message.change.data.items()
        if before.get(name, "") not in (message.seen.get(name, ""), mine)
    }


def flags_what_was_unseen(server: Server) -> None:
    for message, applied in server.log:
        told = {each.name: (each.base, each.theirs, each.mine) for each in applied.conflicting}
        assert told == unseen(server, message, applied)
        assert (applied.conflict == "hard") == bool(told)


@given(MADE, ROUNDS, CHANCE)
def test_all_is_applied_once_in_the_order_of_each_device(
    made: list[Data], rounds: list[list[list[Data]]], rng: Random
) -> None:
    server, _, sent = worked(made, rounds, rng)
    assert not server.waiting
    applied = [message.id for message, _ in server.log]
    assert sorted(applied) == sorted(each.id for messages in sent for each in messages)
    assert [each.number for each in server.history] == [*range(1, len(applied) + 1)]
    for author in range(4):
        own = [message.id for message, _ in server.log if message.author == author]
        assert own == sorted(own)
    data: Data = {}
    for message, verdict in server.log:
        assert verdict.version.received == message.change.data
        data |= message.change.data
    assert server.history[-1].data == data


@given(MADE, ROUNDS, CHANCE)
def test_a_value_that_its_author_had_not_seen_is_never_overwritten_unsaid(
    made: list[Data], rounds: list[list[list[Data]]], rng: Random
) -> None:
    server, _, _ = worked(made, rounds, rng)
    flags_what_was_unseen(server)


@given(MADE, ROUNDS, CHANCE)
def test_another_reckoning_agrees(
    made: list[Data], rounds: list[list[list[Data]]], rng: Random
) -> None:
    server, oracle, _ = worked(made, rounds, rng)
    found = [
        (
            message.id,
            str(each.conflict),
            {c.name: (c.base, c.theirs, c.mine) for c in each.conflicting},
        )
        for message, each in server.log
    ]
    assert found == oracle.found
    assert server.history[-1].data == oracle.values()
    assert not oracle.waiting


@given(MADE, st.lists(DATA, min_size=2, max_size=4), CHANCE)
def test_different_edits_of_one_property_are_told_whatever_the_order(
    made: list[Data], edits: list[Data], rng: Random
) -> None:
    server, _, sent = worked(made, [[[each] for each in edits]], rng)
    first = sent[1][0].seen
    written = [
        {each[name] for each in edits if each.get(name, first.get(name, "")) != first.get(name, "")}
        for name in NAMES
    ]
    if any(len(each) > 1 for each in written):
        assert any(verdict.conflict == "hard" for _, verdict in server.log)


@given(MADE, ROUND, CHANCE)
def test_what_one_device_alone_wrote_stays(
    made: list[Data], edits: list[list[Data]], rng: Random
) -> None:
    server, _, sent = worked(made, [edits], rng, plain=False)
    for name in NAMES:
        writers = {each.author for each in sent[1] if name in each.change.data}
        if len(writers) == 1:
            last = [each.change.data[name] for each in sent[1] if name in each.change.data][-1]
            assert server.history[-1].data[name] == last


@given(MADE, st.lists(st.one_of(DATA, st.sampled_from(["push", "pull"])), max_size=20), CHANCE)
def test_one_device_alone_is_in_no_conflict(
    made: list[Data], steps: list[Data | str], rng: Random
) -> None:
    server, device = Server(), Device(0, count(1))
    for step in [*made, *steps, *["push"] * 30]:
        if isinstance(step, dict):
            device.edit(step)
        elif step == "pull":
            device.pull(server)
        elif device.queue:
            server.take(device.queue.pop(rng.randrange(len(device.queue))))
    assert not device.queue
    assert not server.waiting
    assert {verdict.conflict for _, verdict in server.log} == {""}


@given(MADE, ROUND, CHANCE)
def test_changes_that_never_come_do_not_stop_the_others(
    made: list[Data], edits: list[list[Data]], rng: Random
) -> None:
    """A quarter come too late: what waits for them is forced, then they are applied as well."""
    ids, server = count(1), Server()
    late: list[Message] = []
    devices = [Device(at, ids) for at in range(4)]
    for own in [[made], edits]:
        for device, listed in zip(devices, own, strict=False):
            for data in listed:
                device.edit(data)
        messages = shuffled(rng, (each for device in devices for each in device.queue))
        late += [each for each in messages if not each.id % 4]
        delivered(server, [each for each in messages if each.id % 4], rng)
        for device in devices:
            device.queue.clear()
            device.pull(server)
    delivered(server, shuffled(rng, late), rng)
    applied = [message.id for message, _ in server.log]
    assert len(applied) == len({*applied})
    assert {*applied} == server.known
    assert [each.number for each in server.history] == [*range(1, len(applied) + 1)]


def delivered(server: Server, messages: Iterable[Message], rng: Random) -> None:
    """Deliver messages, then force what still waits, in any order."""
    for message in messages:
        server.take(message)
    while server.waiting:
        server.force(rng.randrange(len(server.waiting)))


NUMBER = st.one_of(st.none(), st.integers(-1, 5))
CHANGES = st.builds(
    Change,
    branch=st.sampled_from(["", "a", "b"]),
    trunk=NUMBER,
    base=NUMBER,
    create=st.booleans(),
    update=st.just(value=True),
    data=DATA,
)


@given(st.lists(st.one_of(CHANGES, st.builds(Change, create=st.just(value=True), data=DATA))))
def test_any_change_has_an_answer_and_what_is_held_is_never_refused(changes: list[Change]) -> None:
    server, ids = Server(), count(1)
    for change in changes:
        message = Message(next(ids), 0, change, {}, "", 0, None)
        verdict = place(server.history, change)
        assert verdict == place(tuple(server.history), change)
        if not isinstance(verdict, Refused):
            server.take(message)
        for each in server.waiting:
            assert isinstance(force(server.history, each.change), Applied)
    assert [each.number for each in server.history] == [*range(1, len(server.history) + 1)]


class Fleet(RuleBasedStateMachine):
    """Devices that meet the server when they can, and send what they have in any order."""

    def __init__(self) -> None:
        super().__init__()
        ids = count(1)
        self.server = Server()
        self.devices = [Device(at, ids) for at in range(3)]
        self.sent: list[Message] = []
        self.written = 0

    who = st.integers(0, 2)

    @rule(data=DATA)
    @precondition(lambda self: self.written == 0)
    def make(self, data: Data) -> None:
        self.devices[0].edit(data)
        self.written += 1

    @rule(who=who, data=DATA)
    def edit(self, who: int, data: Data) -> None:
        if self.devices[who].local is not None:
            self.devices[who].edit(data)
            self.written += 1

    @rule(who=who, at=st.integers(0, 9))
    def push(self, who: int, at: int) -> None:
        queue = self.devices[who].queue
        if queue:
            self.sent.append(queue.pop(at % len(queue)))
            self.server.take(self.sent[-1])

    @rule(at=st.integers(0, 99))
    @precondition(lambda self: self.sent)
    def again(self, at: int) -> None:
        before = len(self.server.history)
        self.server.take(self.sent[at % len(self.sent)])
        assert len(self.server.history) == before

    @rule(who=who)
    def pull(self, who: int) -> None:
        self.devices[who].pull(self.server)

    @rule(who=who)
    def sync(self, who: int) -> None:
        device = self.devices[who]
        while device.queue:
            self.push(who, 0)
        device.pull(self.server)
        assert all(each.author != who for each in self.server.waiting)
        if self.server.history:
            assert device.local is not None
            assert device.local.data == self.server.history[-1].data
            assert device.local.version == self.server.history[-1].number
            assert device.local.online
            assert not device.local.dirty

    @invariant()
    def told(self) -> None:
        flags_what_was_unseen(self.server)

    def teardown(self) -> None:
        for who in range(3):
            self.sync(who)
        for who in range(3):
            self.sync(who)
        assert not self.server.waiting
        assert len(self.server.log) == self.written


TestFleet = Fleet.TestCase
TestFleet.settings = settings(max_examples=60, stateful_step_count=40)
