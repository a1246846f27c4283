"""Records changed offline by several devices: which change goes where, and what they disagree on.

Sources: the ODK entities specification 2024.1 (baseVersion, trunkVersion, branchId), and what ODK
Central (server) and ODK Collect (device) do with it, read in their source and tried on a Central.
A device that changes a record offline numbers its own versions, on a branch that leaves the
server's versions at a trunk: the server puts each change after the one that the device made
before, holds it until that one has come, and says where two devices disagree.

Where this differs from Central, on purpose:

* placing is one pure decision, to take under a lock in the request that brings the change: what is
  applied depends on the order of arrival alone;
* a change is compared with what its device had seen (the trunk, and what its own branch wrote),
  not with the version of the server that it follows, which others' values may have reached: a
  change that overwrites a value its device never saw is always a hard conflict;
* a change whose trunk is no version of the server is refused at once, never held;
* "create or update" sent by a device that never saw the record, while another made it, is applied
  and flagged; Central refuses it.

Pure: no clock (`force` is for the caller to call when a change has waited for too long), no
randomness (new branches are arguments).
"""

from .device import Listed, Local, absent, acceptable, created, received, says, updated
from .placing import Released, force, place, release
from .values import (
    Applied,
    Change,
    Clash,
    Conflict,
    Data,
    Held,
    Refusal,
    Refused,
    Version,
    worst,
)

__all__ = [
    "Applied",
    "Change",
    "Clash",
    "Conflict",
    "Data",
    "Held",
    "Listed",
    "Local",
    "Refusal",
    "Refused",
    "Released",
    "Version",
    "absent",
    "acceptable",
    "created",
    "force",
    "place",
    "received",
    "release",
    "says",
    "updated",
    "worst",
]
