r"""The files of a source as one text: which file is the paper, what it takes in, what it comments out.

Follows ``\input`` within the archive only. Comments and what is switched off are kept apart with where
they stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from academichub.errors import MalformedAnswerError

MOST_TEXT = 12_000_000
_DEEPEST = 12
_INPUT = re.compile(
    r"\\(?:input|include|subfile)(?![A-Za-z])\s*\{?\s*([\w./+ -]{1,200}?)\s*(?:\}|(?=\s|\\|$))|\\(?:sub)?import\*?\s*\{([^{}]*)\}\s*\{([^{}]*)\}"
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%([^\n]*)")
_OFF = re.compile(r"\\iffalse\b|\\begin\{comment\}")
_ON = {"i": re.compile(r"\\fi\b"), "b": re.compile(r"\\end\{comment\}")}
_BEGIN, _END = r"\begin{document}", r"\end{document}"
_WORDS = re.compile(r"[^\W\d_]{2,}")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Joined:
    """A paper's source in one piece: preamble, body, and what is not shown with how and where."""

    main: str
    preamble: str = ""
    body: str = ""
    hidden: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def joined(files: Mapping[str, bytes]) -> Joined:
    """The source as one text.

    Raises:
        MalformedAnswerError: no file of it is TeX.
    """
    texts = {name: decoded(body) for name, body in files.items() if _is_tex(name, body)}
    main = _main(texts)
    out = Joined(main)
    left = [MOST_TEXT]
    whole = _taken_in(main, texts, out, left, 0)
    if left[0] < 0:
        out.notes.append("the source is longer than is read; its end is missing")
    whole = _without_off(whole, out)
    before, begun, after = whole.partition(_BEGIN)
    out.preamble, out.body = (before, after) if begun else ("", whole)
    out.body, ended, behind = out.body.partition(_END)
    if ended and len(_WORDS.findall(behind)) > 2:
        out.hidden.append((behind.strip(), "after the end of the document", main))
    return out


def decoded(body: bytes) -> str:
    """A file as text: UTF-8, else Latin-1."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _is_tex(name: str, body: bytes) -> bool:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in {".tex", ".ltx", ".latex"}:
        return True
    return suffix in {"", ".txt"} and b"\\" in body[:20_000] and b"\x00" not in body[:2000]


def _main(texts: Mapping[str, str]) -> str:
    def rank(name: str) -> tuple[bool, bool, bool, int, int]:
        text, lower = texts[name], name.lower()
        stem = PurePosixPath(lower).stem
        return (
            bool(re.search(r"^[^%\n]*\\begin\{document\}", text, re.MULTILINE)),
            bool(re.search(r"^[^%\n]*\\document(?:class|style)", text, re.MULTILINE)),
            not re.search(r"suppl|response|cover|letter|template|rebuttal", stem),
            -lower.count("/"),
            len(text) + (10**7 if stem in {"main", "ms", "paper", "article"} else 0),
        )

    if not texts:
        raise MalformedAnswerError("the source holds no TeX file")
    return max(texts, key=rank)


def _taken_in(name: str, texts: Mapping[str, str], out: Joined, left: list[int], depth: int) -> str:
    text = _uncommented(texts[name], name, out)
    left[0] -= len(text)
    if left[0] < 0:
        return ""
    here = PurePosixPath(name).parent

    def follow(found: re.Match[str]) -> str:
        asked = found[1] if found[1] is not None else f"{found[2].strip()}/{found[3].strip()}"
        there = _found(asked, here, texts)
        if there is None or depth >= _DEEPEST or there == name:
            if not asked.endswith((".sty", ".cls", ".pdf_tex", ".tikz", ".pgf")):
                out.notes.append(
                    f"{asked.strip()!r} is taken in by the source and cannot be followed"
                )
            return ""
        return _taken_in(there, texts, out, left, depth + 1)

    return _INPUT.sub(follow, text)


def _found(asked: str, here: PurePosixPath, texts: Mapping[str, str]) -> str | None:
    for folder in (PurePosixPath(), here):
        for name in (asked.strip(), asked.strip() + ".tex"):
            path = str(folder / name).removeprefix("./")
            if path in texts:
                return path
    return None


def _uncommented(text: str, name: str, out: Joined) -> str:
    """*text* without its comments; each run of them is kept with the line it begins at."""
    kept: list[str] = []
    run: list[str] = []
    begun, cut = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        found = _COMMENT.search(line) if "%" in line else None
        if found:
            begun = begun if run else number
            run.append(found[2].strip("% "))
            if shown := line[: found.end(1)].strip():
                kept.append(line[: found.end(1)])
                cut = bool(shown)
            continue
        if cut and not line.strip():
            kept.append("\n")
        cut = False
        _comment(run, name, begun, out)
        run = []
        kept.append(line + "\n")
    _comment(run, name, begun, out)
    return "".join(kept)


def _comment(run: list[str], name: str, line: int, out: Joined) -> None:
    said = " ".join(run)
    if len(_WORDS.findall(said)) > 2 or len(_WIDE.findall(said)) > 5:
        out.hidden.append((said, "TeX comment", f"{name}, line {line}"))


def _without_off(text: str, out: Joined) -> str:
    """*text* without what is switched off in it."""
    kept: list[str] = []
    at = 0
    while begun := _OFF.search(text, at):
        ended = _ON[begun[0][1]].search(text, begun.end())
        if not ended:
            break
        said = text[begun.end() : ended.start()]
        if len(_WORDS.findall(said)) > 2 or len(_WIDE.findall(said)) > 5:
            out.hidden.append((said, "switched off in TeX", out.main))
        kept.append(text[at : begun.start()])
        at = ended.end()
    return "".join([*kept, text[at:]])


def chunks(body: str) -> Iterator[tuple[str, str, str]]:
    """The body by its sections: the command, the title as it is written, the text up to the next."""
    starts = list(
        re.finditer(
            r"\\(part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)(\*?)\s*(?=[\[{])", body
        )
    )
    first = starts[0].start() if starts else len(body)
    yield "", "", body[:first]
    for found, after in zip(starts, [*starts[1:], None], strict=False):
        end = after.start() if after else len(body)
        title, at = _argument(body, found.end(), end)
        yield found[1], title, body[at:end]


def _argument(text: str, at: int, end: int) -> tuple[str, int]:
    """The braced argument at *at*, behind an option in brackets, and where it ends."""
    if text[at : at + 1] == "[":
        close = text.find("]", at, min(end, at + 500))
        at = close + 1 if close >= 0 else at
    while at < end and text[at].isspace():
        at += 1
    depth, start = 0, at
    for place in range(at, min(end, at + 1500)):
        if text[place] == "{" and text[place - 1] != "\\":
            depth += 1
        elif text[place] == "}" and text[place - 1] != "\\":
            depth -= 1
        if depth == 0:
            return text[start + 1 : place], place + 1
    line = text.find("\n", at, end)
    stop = line if line >= 0 else end
    return text[start:stop].strip("{}"), stop
