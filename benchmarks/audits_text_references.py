"""Reference entries as publishers deposit them, titles by DOI, and titles of papers that are not the same."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import zstandard


def deposited(data: Path) -> dict[str, dict[str, Any]]:
    """The references in the recorded answers of Crossref that have a DOI and a title, by DOI."""
    import yaml  # type: ignore[import-untyped]

    found: dict[str, dict[str, Any]] = {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for tape in sorted((data / "protocol" / "crossref").rglob("*.yaml")):
        for exchange in yaml.load(tape.read_bytes(), loader)["interactions"]:
            body = exchange["response"]["body"].get("string") or b""
            body = body.encode() if isinstance(body, str) else body
            body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
            try:
                answer = json.loads(body)
            except ValueError:
                continue
            for one in _within(answer):
                if "DOI" in one and "article-title" in one:
                    found[one["DOI"].lower()] = one
    return found


def printed(one: dict[str, Any]) -> str:
    """Such a reference as a list prints it."""
    said = [one.get(key, "") for key in ("author", "article-title", "journal-title", "volume")]
    return ", ".join(map(str, filter(None, said))) + f" ({one.get('year', '')}), doi:{one['DOI']}."


def named(data: Path) -> dict[str, str]:
    """The titles in the recorded answers of OpenAlex, by DOI."""
    found: dict[str, str] = {}
    for path in sorted((data / "protocol" / "openalex").glob("*.json")):
        try:
            answer = orjson.loads(path.read_bytes())
        except ValueError:
            continue
        for one in _within(answer):
            if isinstance(one.get("doi"), str) and isinstance(one.get("title"), str):
                found[one["doi"].lower().removeprefix("https://doi.org/")] = one["title"]
    return found


def controls(data: Path) -> Iterator[tuple[str, str]]:
    """Titles of two papers of one field that are not the same, as somebody matched them."""
    path = data / "preprints" / "biorxiv_preprint_to_article.jsonl.zst"
    with zstandard.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = orjson.loads(line)
            if one.get("type") == "Control" and one.get("article_title"):
                yield one["title"], one["article_title"]


def _within(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for one in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _within(one)
