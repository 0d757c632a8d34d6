"""Bytes to characters: what kind of file it is and how it is encoded; knows nothing of what the text says."""

import codecs
import re
from enum import StrEnum

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, resolve_encoding

_SAMPLE = 65_536  # bytes looked at to tell the kind
_GUESSED = 50_000  # bytes given to charset-normalizer, whose time grows with them
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# PDF, zip (DOCX, EPUB, ODT), the old Office container, RTF.
_DOCUMENTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\f\x1b"))  # escape belongs to ISO-2022-JP
_CONTROL_SHARE = 0.02  # random bytes have 0.1
_OPENING = re.compile(r"(?:\s|<!--.*?-->)*<(?:[a-z]|!doctype|\?xml)", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"</(?:p|div|a|span|h[1-6]|li|article)>|<br\s*/?>|<p[ >]", re.IGNORECASE)
_FEW_TAGS = 3
_BAD_SHARE = 0.01  # of characters that may be lost before a declared encoding is called wrong
_SINGLE_BYTE = re.compile(
    r"(?:cp|windows-?)125\d|iso-?8859-?\d+|latin-?\d|ascii|koi8.*|cp866|mac.*", re.IGNORECASE
)


class Kind(StrEnum):
    """What bytes are, told from themselves and never from a name or a header."""

    HTML = "html"
    TEXT = "text"
    DOCUMENT = "document"  # PDF, Word, RTF, zip: text may be in it, but not for us
    BINARY = "binary"


def kind(data: bytes, charset: str | None = None) -> Kind:
    """The kind of a file or body; `charset` is what its header declares."""
    sample = data[:_SAMPLE]
    if sample.lstrip().startswith(_DOCUMENTS):
        return Kind.DOCUMENT
    wide = _bom(data) or (charset if (charset or "").lower().startswith(("utf-16", "utf-32")) else None)
    if not wide and (
        b"\0" in sample or len(sample) - len(sample.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(sample)
    ):
        return Kind.BINARY
    text = _lenient(sample, wide) if wide else sample.decode("latin-1")
    if _OPENING.match(text) or len(_TAGS.findall(text, 0)) >= _FEW_TAGS:
        return Kind.HTML
    return Kind.TEXT


def decode(data: bytes, charset: str | None = None) -> str:
    """The characters of a text or HTML file: byte order mark, else header, else `<meta>`, else UTF-8, else a guess.

    A declared single-byte encoding gives way when the bytes are UTF-8: what is UTF-8 by accident is never long.
    Never raises; what cannot be read becomes U+FFFD.
    """
    if bom := _bom(data):
        return _lenient(data, bom)
    declared = [name for name in (_known(charset), _known(html_body_declared_encoding(data[:4096]))) if name]
    if not declared or _SINGLE_BYTE.fullmatch(declared[0]):
        declared.insert(0, "utf-8")
    for name in [*declared, "utf-8"]:
        try:
            return data.decode(name)
        except UnicodeError:
            continue
    for name in [*declared, "utf-8"]:
        text = _lenient(data, name)
        if text.count("\ufffd") <= _BAD_SHARE * len(text):
            return text
    return _lenient(data, _guessed(data))


def _bom(data: bytes) -> str | None:
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def _known(label: str | None) -> str | None:
    """Python's name for a label as browsers read it ("latin1" is windows-1252, "gb2312" is gb18030)."""
    name = resolve_encoding(label) if label else None
    try:
        b"x".decode(name or "utf-8", "replace")
    except (LookupError, UnicodeError):  # one of Python's that is no text encoding: base64, rot13, zlib
        return None
    return name


def _lenient(data: bytes, name: str) -> str:
    try:
        return data.decode(name, "replace")
    except (LookupError, UnicodeError):  # an encoding without a text side, or UTF-16 that cannot even begin
        return data.decode("utf-8", "replace")


def _guessed(data: bytes) -> str:
    best = from_bytes(data[:_GUESSED]).best()
    return best.encoding if best else "cp1252"
