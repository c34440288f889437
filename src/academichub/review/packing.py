"""Files in one archive whose every byte follows from the files: a ZIP without compression or times.

What is not such an archive to the last byte is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct, error
from zlib import crc32

from academichub.errors import UnreadableError

# APPNOTE.TXT of PKWARE, 4.3.7, 4.3.12 and 4.3.16. Method 0 is "stored"; 0x21 is 1980-01-01.
_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_LOCAL_SIGN, _CENTRAL_SIGN, _END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_NEEDS, _MADE_BY, _DAY = 10, 0x0314, 0x21
_MODE = 0o100644 << 16


def packed(files: Mapping[str, bytes]) -> bytes:
    """The archive of *files*, in their order; their names are ASCII."""
    body, contents = bytearray(), bytearray()
    for name, data in files.items():
        told = name.encode("ascii")
        sizes = (crc32(data), len(data), len(data), len(told), 0)
        contents += _CENTRAL.pack(
            _CENTRAL_SIGN, _MADE_BY, _NEEDS, 0, 0, 0, _DAY, *sizes, 0, 0, 0, _MODE, len(body)
        )
        contents += told
        body += _LOCAL.pack(_LOCAL_SIGN, _NEEDS, 0, 0, 0, _DAY, *sizes) + told + data
    count = len(files)
    end = _END.pack(_END_SIGN, 0, 0, count, count, len(contents), len(body), 0)
    return bytes(body + contents + end)


def unpacked(body: bytes) -> dict[str, bytes]:
    """The files of an archive that `packed` made.

    Raises:
        UnreadableError: it is no such archive, or a byte of it is another one.
    """
    files: dict[str, bytes] = {}
    at = 0
    try:
        while body[at : at + 4] == _LOCAL_SIGN:
            size, named = _LOCAL.unpack_from(body, at)[8:10]
            start = at + _LOCAL.size + named
            files[body[start - named : start].decode("ascii")] = body[start : start + size]
            at = start + size
        whole = bool(files) and packed(files) == body
    except (error, UnicodeError) as cause:
        raise UnreadableError("the archive is damaged") from cause
    if not whole:
        raise UnreadableError("the archive is not as it was written")
    return files
