"""A mail server of a few lines, which takes letters, refuses an address or is away."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.test.utils import override_settings


@dataclass
class Server:
    """`refusal` is what it answers to a recipient; `received` what it took."""

    port: int = 0
    refusal: str = ""
    received: list[str] = field(default_factory=list)


@contextlib.contextmanager
def mail_server() -> Iterator[Server]:
    """Open a server on this machine, and have the place send its letters there."""
    known = Server()

    class Talk(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 essai")
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "RCPT":
                    self.say(known.refusal or "250 ok")
                elif verb == "DATA":
                    self.say("354 go on")
                    lines = iter(self.rfile.readline, b".\r\n")
                    known.received.append(b"".join(lines).decode())
                    self.say("250 kept")
                else:
                    self.say("221 bye" if verb == "QUIT" else "250 essai")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        known.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sent_to(known.port):
            yield known
        server.shutdown()


def sent_to(port: int) -> override_settings:
    """Send letters to a port of this machine, whether someone listens or not."""
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=5,
    )
