"""A server that speaks INSTREAM as clamd does, and knows one malicious content: EICAR."""

import contextlib
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

from .corpus import EICAR


class _Answer(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.readline() == b"nINSTREAM\n"
        received = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            received += self.rfile.read(length)
        found = "Eicar-Signature FOUND" if EICAR in received else "OK"
        self.wfile.write(f"stream: {found}\n".encode())


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextlib.contextmanager
def clamd(socket: Path | None = None) -> Iterator[str]:
    """Listen on a port, or on a socket of the file system; give its address."""
    with _Unix(str(socket), _Answer) if socket else _Tcp(("127.0.0.1", 0), _Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"unix:{socket}" if socket else f"tcp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
