r"""A paper's TeX source: sections, paragraphs, formulas, stated environments, citations, references.

Never runs TeX, never reads a file outside of what it is handed, and keeps comments apart: no reader
sees them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from academichub import tex
from academichub.argument.documents import Document
from academichub.errors import MalformedAnswerError
from academichub.fulltext import tex_bib, tex_labels, tex_source
from academichub.fulltext.tex_files import unpacked
from academichub.fulltext.tex_pieces import Pieces
from academichub.fulltext.tex_words import Wording
from academichub.fulltext.writing import Source, Writer

_LEVELS = {
    "part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4,
    "subparagraph": 5,
}  # fmt: skip
_WRAPPING = re.compile(
    r"\\(?:begin|end)\{(?:document|appendices|appendix|multicols\*?|spacing|sloppypar|flushleft|CJK\*?|small"
    r"|footnotesize|strip|widetext|frontmatter|acknowledgments|acknowledgements|acknowledgment|singlespace|doublespace|refsection)\}(?:\{[^{}]{0,20}\})?"
)
_MACRO = re.compile(
    r"\\(?:re)?newcommand\*?\s*\{?\\([A-Za-z]+)\}?\s*\{((?:[^{}]|\{[^{}]*\}){0,200})\}|\\def\\([A-Za-z]+)\s*\{((?:[^{}]|\{[^{}]*\}){0,200})\}"
)
_THANKS = re.compile(r"\\begin\{acknowledge?ments?\}|\\acknowledge?ments?(?![A-Za-z{])")
_TITLE = re.compile(
    r"\\(?:icml|acm)?title(?:\[[^\]]{0,300}\])?\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\}){1,600})\}"
)
_CITED = re.compile(
    r"\\(?:no)?[Cc]ite[a-z]*\*?(?:\[[^\]]{0,200}\]){0,2}\{([^{}]*)\}|\\(?:paren|text|auto|foot)cite\*?(?:\[[^\]]{0,200}\]){0,2}\{([^{}]*)\}"
)
_LIST = re.compile(
    r"\\begin\{thebibliography\}.*?(?:\\end\{thebibliography\}|\Z)|\\(?:printbibliography|bibliography)(?![A-Za-z])(?:\{[^{}]*\}|\[[^\]]*\])?",
    re.DOTALL,
)


def parse_archive(
    body: bytes, work: str, url: str = "", version: int | None = None, read_at: str = ""
) -> Document:
    """Read a source as arXiv sends it: tar, gzip, or a single file.

    Raises:
        TooLargeError: it unpacks to more than a paper's source.
        MalformedAnswerError: there is no TeX in it.
    """
    held = unpacked(body)
    return parse(held.files, work, url, version, read_at, source=body, notes=tuple(held.notes))


def parse(
    files: Mapping[str, bytes],
    work: str,
    url: str = "",
    version: int | None = None,
    read_at: str = "",
    *,
    source: bytes = b"",
    notes: tuple[str, ...] = (),
) -> Document:
    """Read the files of a source; *source* are the bytes they came in.

    Raises:
        MalformedAnswerError: no file of it is TeX with words in it.
    """
    from pylatexenc import __version__

    joined = tex_source.joined(files)
    writer = Writer()
    for text, how, where in sorted(joined.hidden, key=lambda one: one[1] == "TeX comment"):
        writer.hide(text, how, where)
    for note in (*notes, *joined.notes):
        writer.note(note)
    _write(joined, files, writer)
    digest = sha256(source or b"".join(files[name] for name in sorted(files))).hexdigest()
    document = writer.finish(Source(work, "tex", __version__, digest, url, version, read_at))
    if not document.text:
        raise MalformedAnswerError("the source holds no words")
    return document


def _write(joined: tex_source.Joined, files: Mapping[str, bytes], writer: Writer) -> None:
    body = _spelled_out(joined.body, joined.preamble)
    entries = tex_bib.listed(body, _lists(files, joined.main), _keys(body))
    places = {one.key: place for place, one in reversed(list(enumerate(entries)))}
    labels = tex_labels.read(joined.preamble, body)
    words = Wording(writer, labels, places, _macros(joined.preamble + body[:20_000]))
    pieces = Pieces(words)
    if title := _TITLE.search(joined.preamble + body):
        writer.block("heading", [(_shown(title[1]), None)])
    for command, name, text in tex_source.chunks(_WRAPPING.sub("", _LIST.sub("", body))):
        if command:
            writer.heading([(_shown(name), None)], _LEVELS[command])
        pieces.read(text, _shown(name))
    if entries:
        writer.close(1)
        writer.heading([("References", None)], 1)
    for number, one in enumerate(entries, 1):
        said = {**one.said, "label": one.label or f"[{number}]"}
        writer.entry([(one.text, None)], key=one.key, **said)


def _spelled_out(body: str, preamble: str) -> str:
    r"""The body with the paper's own short forms of environments, ``\be`` and the like, written out."""
    own = {
        name: meant
        for name, meant in _macros(preamble + body[:20_000]).items()
        if re.search(r"\\(?:begin|end)\s*\{", meant) and len(meant) < 80
    }
    if own:
        named = re.compile(rf"\\({'|'.join(sorted(own, key=len, reverse=True))})(?![A-Za-z])")
        body = named.sub(lambda found: own[found[1]] + " ", body)
    return _THANKS.sub(r"\\section*{Acknowledgments} ", body)


def _shown(name: str) -> str:
    bare = re.sub(r"\\(?:label|footnote|thanks)\s*\{[^{}]*\}|\\\\|\\texorpdfstring", " ", name)
    return " ".join(tex.to_text(bare).replace("{", "").replace("}", "").split())


def _keys(body: str) -> list[str]:
    found = (one[0] or one[1] for one in _CITED.findall(body))
    return [key.strip() for keys in found for key in keys.split(",") if key.strip()]


def _macros(text: str) -> dict[str, str]:
    """The paper's own commands that take nothing."""
    found = ((a or c, b or d) for a, b, c, d in _MACRO.findall(text))
    return {
        name: body
        for name, body in found
        if "#" not in body and not re.search(rf"\\{name}(?![A-Za-z])", body)
    }


def _lists(files: Mapping[str, bytes], main: str) -> dict[str, str]:
    """The lists of references among the files, the one named as the paper first."""
    stem = PurePosixPath(main).stem
    named = sorted(files, key=lambda name: (PurePosixPath(name).stem != stem, name))
    return {n: tex_source.decoded(files[n]) for n in named if n.lower().endswith((".bbl", ".bib"))}
