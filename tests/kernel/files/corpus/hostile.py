"""What a hostile file is."""

from dataclasses import dataclass

MB = 1024 * 1024
#: The test file of antivirus makers, in two halves: together they would stop this repository.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file that must be refused: its name, its content, the code of the sentence."""

    title: str
    name: str
    content: bytes
    code: str
    purpose: str = "file"
