"""The types of files that are stored, told from their first bytes: what a server or a link says proves nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Bytes that tell the type.
HEAD_LENGTH = 16


@dataclass(frozen=True)
class FileType:
    media_type: str
    extension: str


TYPES: tuple[tuple[re.Pattern[bytes], FileType], ...] = (
    (re.compile(rb"%PDF-\d"), FileType("application/pdf", "pdf")),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), FileType("image/png", "png")),
    (re.compile(rb"\xff\xd8\xff"), FileType("image/jpeg", "jpg")),
    (re.compile(rb"GIF8[79]a"), FileType("image/gif", "gif")),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), FileType("image/webp", "webp")),
    (re.compile(rb".{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)", re.DOTALL), FileType("image/heic", "heic")),
    (re.compile(rb"II\*\0|MM\0\*"), FileType("image/tiff", "tiff")),
)


def type_of(head: bytes) -> FileType | None:
    return next((kind for pattern, kind in TYPES if pattern.match(head)), None)
