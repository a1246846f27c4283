"""One request to one checked address: no redirect is followed, nothing long is read."""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping

from .addresses import Target

#: Seconds for each step of a connection, and for the whole of it.
STEP, WHOLE = 5.0, 15.0
#: What is read of an answer, to let the connection end; none of it is kept.
READ = 16 * 1024


class Connection(http.client.HTTPConnection):
    """Connects to the address that was checked, and asks for its host by name.

    `step`: seconds that each step of it may take.
    """

    def __init__(self, target: Target, step: float = STEP) -> None:
        super().__init__(target.host, target.port, timeout=step)
        self.target = target
        self.step = step

    def connect(self) -> None:
        plain = socket.create_connection((self.target.ip, self.target.port), self.step)
        if not self.target.secure:
            self.sock = plain
            return
        try:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.target.host)
        except BaseException:
            plain.close()
            raise


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a body; return the status of the answer. Raises OSError or HTTPException."""
    began = time.monotonic()
    connection = Connection(target)
    try:
        connection.request("POST", target.path, body, {**headers, "Host": target.named})
        answer = connection.getresponse()
        left = READ
        while left > 0 and time.monotonic() - began < WHOLE and (some := answer.read1(left)):
            left -= len(some)
        return answer.status
    finally:
        connection.close()
