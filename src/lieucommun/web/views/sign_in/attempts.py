"""How many tries an account, an address of the network and a device have.

An attacker is slowed and the honest person is not locked out: what is counted for the account alone
does not hold for a device on which it signed in before; a code sent by e-mail is counted apart from
passwords; a passkey, which cannot be guessed, is not counted at all.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.limits import actions as limits
from lieucommun.kernel.limits.addresses import address_of
from lieucommun.kernel.limits.queries import Verdict
from lieucommun.kernel.people.models import Person

from . import devices

QUARTER, HOUR = 15 * 60, 3600


@dataclass(frozen=True, slots=True)
class Allowances:
    """What one kind of try is counted by: (most, seconds) for each."""

    scope: str
    pair: tuple[int, int]
    place: tuple[int, int]
    account: tuple[int, int]
    device: tuple[int, int]

    def take(self, request: HttpRequest, account: str) -> Verdict:
        """Count one try; the first allowance that is used up refuses it."""
        account, place = account.strip().lower(), address_of(request)
        if number := devices.known(request, account):
            return self._take("device", f"{number} {account}", self.device)
        pair = self._take("pair", f"{account} {place}", self.pair)
        if not pair.allowed:
            return pair
        from_here = self._take("place", place, self.place)
        return self._take("account", account, self.account) if from_here.allowed else from_here

    def forget(self, request: HttpRequest, account: str) -> None:
        """Give back what failed here: its owner has come in after all."""
        account, place = account.strip().lower(), address_of(request)
        limits.forget(f"{self.scope}.pair", f"{account} {place}")
        if number := devices.known(request, account):
            limits.forget(f"{self.scope}.device", f"{number} {account}")

    def _take(self, kind: str, key: str, rate: tuple[int, int]) -> Verdict:
        return limits.take(f"{self.scope}.{kind}", key, most=rate[0], within=rate[1])


PASSWORDS = Allowances("sign-in.password", (10, QUARTER), (100, QUARTER), (50, HOUR), (10, QUARTER))
CODES = Allowances("sign-in.code", (5, QUARTER), (40, QUARTER), (30, HOUR), (10, QUARTER))
FACTORS = Allowances("sign-in.factor", (10, QUARTER), (100, QUARTER), (30, HOUR), (10, QUARTER))
#: Failed tries of an account in one hour that the journal tells of.
TOLD = (5, 50, 500)


def forget(request: HttpRequest, account: str) -> None:
    """Forget the tries that came before a sign-in that succeeded."""
    for allowances in (PASSWORDS, CODES, FACTORS):
        allowances.forget(request, account)


def failed(person: Person | None, way: str) -> None:
    """Keep that tries fail for an account: one line now and then, with their number, no address."""
    if person is None:
        return
    counted = limits.take("sign-in.failed", person.pk, most=TOLD[-1], within=HOUR)
    tries = TOLD[-1] - counted.left
    if not counted.allowed or tries not in TOLD:
        return
    if limits.take("sign-in.told", f"{person.pk} {tries}", most=1, within=HOUR).allowed:
        record_entry(
            "person.sign_in_failed",
            object_kind="person",
            object_id=person.uuid,
            fields=[way],
            count=tries,
        )
