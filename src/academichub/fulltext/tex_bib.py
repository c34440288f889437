r"""The reference list of a source: ``thebibliography``, a ``.bbl`` of BibTeX or biblatex, a ``.bib``.

Each entry with its key, its words and what its fields say. Pure; a broken entry loses only itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from academichub import tex
from academichub.fulltext import identifiers

_ITEM = re.compile(
    r"\\bibitem\b\s*(?:\[((?:[^\[\]{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}){0,400})\])?\s*%?\s*\{([^{}]*)\}"
)
_LIST = re.compile(r"\\begin\{thebibliography\}(.*?)(?:\\end\{thebibliography\}|\Z)", re.DOTALL)
_LATEX_ENTRY = re.compile(r"\\entry\{([^{}]*)\}\{([^{}]*)\}\{[^{}]*\}(.*)\Z", re.DOTALL)
_FIELD = re.compile(r"\\(?:field|strng|verb)\{(\w+)\}\s*(?:\{|\\verb\s)")
_FAMILY = re.compile(r"\bfamily=\{((?:[^{}]|\{[^{}]*\})*)\}")
_RECORD = re.compile(r"@(\w+)\s*[{(]\s*([^\s,{}()=]+)\s*,")
_NAME = re.compile(r"([A-Za-z][\w-]*)\s*=\s*")
_DROPPED = re.compile(
    r"\\(?:newblock|natexlab|bibfnamefont|bibnamefont|bibinfo\s*\{\w+\}|bibfield\s*\{\w+\}|BibitemOpen|BibitemShut\s*\{[^{}]*\}|BibitemShut|bibnamedelim\w|urlprefix|Eprint|eprint|textsc|textit|emph|em|bf|it|sc|em)(?![A-Za-z])|\\href(?:@noop)?\s*\{[^{}]*\}|\\providecommand[^\n]*|\\csname[^\n]*"
)
_HREF = re.compile(r"\\(?:href|url|path|doi|nolinkurl)\s*\{\s*([^{}]+?)\s*\}")
_LONGEST = 20_000


@dataclass(slots=True)
class Listed:
    """An entry: its key, its words, its own label, what its source says of it."""

    key: str
    text: str
    label: str = ""
    said: dict[str, str] = field(default_factory=dict)


def listed(body: str, files: Mapping[str, str], cited: Sequence[str]) -> list[Listed]:
    """The entries of a paper: of its own list, else of its ``.bbl``, else of its ``.bib``."""
    texts = [body, *(text for name, text in files.items() if name.lower().endswith(".bbl"))]
    for text in texts:
        found = [one for part in _LIST.finditer(text) for one in _items(part[1])]
        found = found or list(_latex_entries(text))
        if found:
            return found
    records = {}
    for name, text in files.items():
        if name.lower().endswith(".bib"):
            records.update({one.key: one for one in _records(text)})
    return [records[key] for key in dict.fromkeys(cited) if key in records]


def _items(text: str) -> Iterator[Listed]:
    starts = list(_ITEM.finditer(text))
    for found, after in zip(starts, [*starts[1:], None], strict=False):
        raw = text[found.end() : after.start() if after else len(text)][:_LONGEST]
        links = [_address(one) for one in _HREF.findall(raw)]
        # A DOI that stands on two lines of the source was cut there by whoever wrote it.
        said = identifiers.said([_shown(raw, lines=True)], links)
        label = _shown(found[1] or "")
        yield Listed(found[2].strip(), _shown(raw), label[:120], said)


def _address(one: str) -> str:
    bare = one.replace("\\", "")
    return f"https://doi.org/{bare}" if bare.startswith("10.") else bare


def _shown(raw: str, *, lines: bool = False) -> str:
    bare = _DROPPED.sub(" ", raw.replace("\\textbackslash", ""))
    if lines:
        return "\n".join(_bare(line) for line in bare.split("\n") if line.strip())
    return _bare(" ".join(bare.split()))


def _bare(text: str) -> str:
    return " ".join(tex.to_text(text).replace("{", "").replace("}", "").split())


def _latex_entries(text: str) -> Iterator[Listed]:
    for found in filter(None, map(_LATEX_ENTRY.search, text.split(r"\endentry")[:-1])):
        values = dict(_verbs(found[3]))
        for name in _FIELD.finditer(found[3]):
            if found[3][name.end() - 1] == "{":
                values.setdefault(name[1], _braced(found[3], name.end() - 1))
        values["author"] = " and ".join(
            _FAMILY.findall(found[3].partition(r"\name{editor}")[0])[:30]
        )
        yield _of_fields(found[1], values)


def _verbs(text: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"\\verb\{(\w+)\}\s*\\verb ([^\n]*)\n", text):
        yield found[1], found[2].strip()


def _records(text: str) -> Iterator[Listed]:
    starts = list(_RECORD.finditer(text))
    for found, after in zip(starts, [*starts[1:], None], strict=False):
        if found[1].lower() not in {"string", "comment", "preamble"}:
            raw = text[found.end() : after.start() if after else len(text)][:_LONGEST]
            yield _of_fields(found[2], dict(_fields(raw)))


def _fields(raw: str) -> Iterator[tuple[str, str]]:
    at = 0
    while found := _NAME.search(raw, at):
        start = found.end()
        if raw[start : start + 1] == "{":
            value = _braced(raw, start)
            at = start + len(value) + 2
        elif raw[start : start + 1] == '"':
            close = raw.find('"', start + 1)
            close = close if close >= 0 else len(raw)
            value, at = raw[start + 1 : close], close + 1
        else:
            bare = re.compile(r"[^,}\s]*").match(raw, start)
            value, at = (bare[0], bare.end()) if bare else ("", start)
        at = max(at, found.end())
        yield found[1].lower(), value


def _braced(text: str, start: int) -> str:
    depth = 0
    for place in range(start, len(text)):
        if text[place] in "{}" and text[place - 1] != "\\":
            depth += 1 if text[place] == "{" else -1
            if depth == 0:
                return text[start + 1 : place]
    return text[start + 1 :]


def _of_fields(key: str, values: Mapping[str, str]) -> Listed:
    """An entry put together from its fields, in the order of a reference list."""
    shown = {name: _shown(value) for name, value in values.items()}
    authors = [_name_of(one) for one in re.split(r"\s+and\s+", shown.get("author", "")) if one]
    year = shown.get("year") or shown.get("date", "")[:4]
    venue = next(
        (shown[n] for n in ("journal", "journaltitle", "booktitle", "publisher") if shown.get(n)),
        "",
    )
    numbers = ", ".join(filter(None, (shown.get("volume", ""), shown.get("pages", ""))))
    parts = [
        ", ".join(authors),
        shown.get("title", ""),
        " ".join(filter(None, (venue, numbers))),
        year,
    ]
    said = {"title": shown.get("title", ""), "year": year[:4]}
    links = [_address(values[n].strip()) for n in ("doi", "url") if values.get(n, "").strip()]
    eprint = values.get("eprint", "").strip()
    arxiv = (
        f"arXiv:{eprint}" if re.fullmatch(r"\d{4}\.\d{4,5}(v\d+)?|[a-z-]+/\d{7}", eprint) else ""
    )
    found = identifiers.said([arxiv, shown.get("journal", ""), shown.get("note", "")], links)
    said = {**found, **{name: value for name, value in said.items() if value}}
    text = ". ".join(part.rstrip(".") for part in parts if part) + "."
    extra = " ".join(filter(None, (f"doi:{said['doi']}" if said.get("doi") else "", arxiv)))
    return Listed(key, f"{text} {extra}".strip(), "", said)


def _name_of(written: str) -> str:
    last, comma, first = written.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else written.strip()
