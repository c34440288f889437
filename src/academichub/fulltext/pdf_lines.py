"""The printed lines of a PDF: text, place, size and weight, read by PDFium; what is not seen apart.

The only module that speaks to PDFium, one document at a time, as the library asks for. Bounded in
pages, characters and time; never runs scripts and never opens what is attached.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from ctypes import byref, c_double, c_float, c_int, c_ubyte, c_uint, create_string_buffer
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from academichub.errors import MalformedAnswerError

if TYPE_CHECKING:
    import pypdfium2

MOST_CHARACTERS = 60_000
"""Of one page."""
_TINY = 2.1
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
_WHITE = 250
_HYPHENS = "\ufffe\x02"
_ENDS = frozenset("\r\n" + _HYPHENS)
_ONE_AT_A_TIME = Lock()
_BOLD = re.compile(r"bold|black|heavy|medi(?!um)|semib|(?:^|\+)(?:cm|sf)b|BX\d", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """A printed line; places are in points from the left and from the bottom of its page."""

    text: str
    page: int
    left: float = 0
    right: float = 0
    base: float = 0
    size: float = 0
    bold: bool = False


@dataclass(slots=True)
class Printed:
    """What a PDF holds: its lines, its links, what is not seen, how its pages measure."""

    lines: list[Line] = field(default_factory=list)
    links: list[tuple[int, float, float, str]] = field(default_factory=list)
    hidden: list[tuple[str, str, int]] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    heights: list[float] = field(default_factory=list)
    pages: int = 0
    notes: list[str] = field(default_factory=list)


def read(body: bytes, most_pages: int, seconds: float, clock: Callable[[], float]) -> Printed:
    """The lines of a PDF.

    Raises:
        MalformedAnswerError: it is no PDF, is damaged beyond reading, or asks for a password.
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            opened = pypdfium2.PdfDocument(body)
        except pypdfium2.PdfiumError as error:
            locked = "assword" in str(error) or "security" in str(error)
            why = "it asks for a password" if locked else "it is damaged or no PDF"
            raise MalformedAnswerError(f"the PDF cannot be opened: {why}") from error
        try:
            return _pages(opened, most_pages, clock() + seconds, clock)
        finally:
            opened.close()


def _pages(
    opened: pypdfium2.PdfDocument, most: int, until: float, clock: Callable[[], float]
) -> Printed:
    from pypdfium2 import PdfiumError

    out = Printed(pages=len(opened))
    try:
        out.about = {name: value for name, value in opened.get_metadata_dict().items() if value}
    except (PdfiumError, UnicodeDecodeError):
        out.notes.append("what the PDF says about itself cannot be read")
    for number in range(min(len(opened), most)):
        if clock() > until:
            out.notes.append(f"reading took too long; pages from {number + 1} on are missing")
            break
        try:
            _page(opened, number, out)
        except PdfiumError:
            out.heights += [0.0] * (number + 1 - len(out.heights))
            out.notes.append(f"page {number + 1} cannot be read")
    if len(opened) > most:
        out.notes.append(f"only the first {most} of {len(opened)} pages are read")
    return out


def _page(opened: pypdfium2.PdfDocument, number: int, out: Printed) -> None:
    page = opened.get_page(number)
    try:
        width, height = page.get_size()
        out.heights.append(height)
        text = page.get_textpage()
        try:
            reader = _Reader(page, text, number, width, height)
            reader.read(out)
        finally:
            text.close()
        out.links += _links(opened, page, number)
    finally:
        page.close()


@dataclass(slots=True)
class _Reader:
    """One page while it is being read."""

    page: Any
    text: Any
    number: int
    width: float
    height: float

    def read(self, out: Printed) -> None:
        """Take in its lines, and what is hidden on it."""
        from pypdfium2 import raw

        count = min(raw.FPDFText_CountChars(self.text), MOST_CHARACTERS)
        unicode, handle = raw.FPDFText_GetUnicode, self.text.raw
        characters = [
            chr(code) if code < 0x110000 else ""
            for code in (unicode(handle, n) for n in range(count))
        ]
        unseen = self._unseen(characters)
        if count == MOST_CHARACTERS:
            out.notes.append(f"page {self.number + 1} holds more characters than are read")
        for how in sorted(set(unseen.values())):
            said = "".join(c if unseen.get(n) == how else " " for n, c in enumerate(characters))
            out.hidden += [
                (part, how, self.number) for part in re.split(r"\s{3,}", said) if part.strip()
            ]
        out.lines += self._lines(characters, unseen)

    def _lines(self, characters: list[str], unseen: dict[int, str]) -> Iterator[Line]:
        start = 0
        ends = [n for n, character in enumerate(characters) if character in _ENDS]
        for end in [*ends, len(characters)]:
            shown = [n for n in range(start, end) if n not in unseen]
            places = [n for n in shown if not characters[n].isspace()]
            if places:
                # PDFium puts one sign for a hyphen at the end of a line and the break behind it.
                hyphen = end < len(characters) and characters[end] in _HYPHENS
                text = "".join(characters[n] for n in shown).strip()
                yield self._measured(_letters(text) + "-" * hyphen, places)
            start = end + 1

    def _measured(self, text: str, places: list[int]) -> Line:
        from pypdfium2 import raw

        first, middle, last = places[0], places[len(places) // 2], places[-1]
        name = create_string_buffer(96)
        raw.FPDFText_GetFontInfo(self.text.raw, middle, name, 96, byref(c_int()))
        return Line(
            text=text,
            page=self.number,
            left=self._box(first)[0],
            right=self._box(last)[1],
            base=sorted(self._base(place) for place in (first, middle, last))[1],
            size=max(self._size(place) for place in (first, middle, last)),
            bold=bool(_BOLD.search(name.value.decode("latin-1"))),
        )

    def _base(self, place: int) -> float:
        from pypdfium2 import raw

        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(self.text.raw, place, byref(x), byref(y))
        return y.value

    def _box(self, place: int) -> tuple[float, float, float, float]:
        from pypdfium2 import raw

        box = c_double(), c_double(), c_double(), c_double()
        raw.FPDFText_GetCharBox(self.text.raw, place, *(byref(one) for one in box))
        return box[0].value, box[1].value, box[2].value, box[3].value

    def _size(self, place: int) -> float:
        """The height letters have on the page: the font's size by the scale it is drawn at."""
        from pypdfium2 import raw

        matrix = raw.FS_MATRIX()
        size = raw.FPDFText_GetFontSize(self.text.raw, place)
        if raw.FPDFText_GetMatrix(self.text.raw, place, byref(matrix)):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5
        return round(float(size), 1)

    def _unseen(self, characters: list[str]) -> dict[int, str]:
        """Which characters are not seen, and why."""
        suspects, grounds, image = self._suspects()
        if image:
            suspects = {key: how for key, how in suspects.items() if how != "invisible text"}
        if not suspects:
            return {}
        from ctypes import addressof

        from pypdfium2 import raw

        out: dict[int, str] = {}
        for n, character in enumerate(characters):
            if character.isspace():
                continue
            held = raw.FPDFText_GetTextObject(self.text.raw, n)
            how = suspects.get(addressof(held.contents), "") if held else ""
            if how and not (how == "white text" and self._on(n, grounds)):
                out[n] = how
        return out

    def _on(self, place: int, grounds: list[tuple[float, float, float, float]]) -> bool:
        left, right, bottom, top = self._box(place)
        x, y = (left + right) / 2, (bottom + top) / 2
        return any(a <= x <= c and b <= y <= d for a, b, c, d in grounds)

    def _suspects(self) -> tuple[dict[int, str], list[tuple[float, float, float, float]], bool]:
        """Text that may not be seen by its address, coloured grounds, whether the page is a picture."""
        from ctypes import addressof

        from pypdfium2 import raw

        suspects: dict[int, str] = {}
        grounds: list[tuple[float, float, float, float]] = []
        image = False
        for one in self.page.get_objects(max_depth=4):
            if one.type == raw.FPDF_PAGEOBJ_TEXT:
                if how := self._suspicious(one):
                    suspects[addressof(one.raw.contents)] = how
            elif one.type in {
                raw.FPDF_PAGEOBJ_PATH,
                raw.FPDF_PAGEOBJ_IMAGE,
                raw.FPDF_PAGEOBJ_SHADING,
            }:
                box = _bounds(one)
                area = (box[2] - box[0]) * (box[3] - box[1])
                picture = one.type == raw.FPDF_PAGEOBJ_IMAGE
                image = image or (picture and area > 0.5 * self.width * self.height)
                if picture or not _is_white(one):
                    grounds.append(box)
        return suspects, grounds[:2000], image

    def _suspicious(self, one: Any) -> str:
        from pypdfium2 import raw

        if raw.FPDFTextObj_GetTextRenderMode(one.raw) in {3, 7}:
            return "invisible text"
        box = _bounds(one)
        if box[2] < 0 or box[0] > self.width or box[3] < 0 or box[1] > self.height:
            return "off the page"
        if _is_white(one):
            return "white text"
        size, matrix = c_float(), raw.FS_MATRIX()
        raw.FPDFTextObj_GetFontSize(one.raw, byref(size))
        raw.FPDFPageObj_GetMatrix(one.raw, byref(matrix))
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        return "tiny text" if 0 <= size.value * scale < _TINY else ""


def _letters(text: str) -> str:
    """*text* with the letters of formulas as plain ones."""
    if text.isascii():
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _MATHEMATICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), whole)


def _bounds(one: Any) -> tuple[float, float, float, float]:
    from pypdfium2 import raw

    box = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(one.raw, *(byref(value) for value in box))
    return box[0].value, box[1].value, box[2].value, box[3].value


def _is_white(one: Any) -> bool:
    from pypdfium2 import raw

    color = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFPageObj_GetFillColor(one.raw, *(byref(value) for value in color)):
        return False
    red, green, blue, alpha = (value.value for value in color)
    return min(red, green, blue) >= _WHITE or alpha < 8


def _links(opened: Any, page: Any, number: int) -> Iterator[tuple[int, float, float, str]]:
    """Where a page links to, with the lower and upper edge of the link."""
    from pypdfium2 import raw

    at, link = c_int(0), raw.FPDF_LINK()
    for _ in range(2000):
        if not raw.FPDFLink_Enumerate(page.raw, byref(at), byref(link)):
            return
        action, box = raw.FPDFLink_GetAction(link), raw.FS_RECTF()
        length = raw.FPDFAction_GetURIPath(opened.raw, action, None, 0) if action else 0
        if not 8 < length < 2000 or not raw.FPDFLink_GetAnnotRect(link, byref(box)):
            continue
        held = (c_ubyte * length)()
        raw.FPDFAction_GetURIPath(opened.raw, action, held, length)
        address = bytes(held).rstrip(b"\0").decode("utf-8", "replace")
        yield number, min(box.bottom, box.top), max(box.bottom, box.top), address
