"""Reviews as documents: everything is in each of them, and nothing of a stranger's is markup."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from academichub.argument import Statement
from academichub.argument.reviews import Citations, ReadingPart
from academichub.language import language
from academichub.render import brief_pdf
from academichub.render.brief_blocks import Heading
from academichub.render.review_blocks import blocks as review_blocks
from academichub.render.review_formats import FORMATS, docx, html, latex, markdown, pdf, text

from .reviewed import EVENTS, HIDING, PARTS, REVIEW, in_language

EN, ZH = language("en"), language("zh")
both = pytest.mark.parametrize("t", [EN, ZH], ids=["en", "zh"])


class Read(HTMLParser):
    """Tags, ids, addresses and text of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            self.ids += [value] if name == "id" else []
            self.links += [value] if name in {"href", "src"} else []

    def handle_data(self, data):
        self.text += data


def words_of(document: bytes) -> str:
    with zipfile.ZipFile(BytesIO(document)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(str(one) for one in root.itertext())


def everything(t) -> list[str]:
    """What a reader has to find in every format."""
    review = in_language(t.code)
    titles = [one.text for one in review_blocks(review, EVENTS, t) if isinstance(one, Heading)]
    return [
        *titles, "Learned filters find weak lenses in half the time.", "It may hold for radio, too.",
        "The authors state none in what was read (full text).", "It was 14 of 40.",
        "The authors could answer by naming the light they had.", "astro-ph.CO", "openai:some-model",
        t("review.not_peer"), t("review.word.conditional"),
    ]  # fmt: skip


@both
def test_every_heading_statement_finding_and_answer_is_in_every_format(t):
    review = in_language(t.code)
    read = Read(html(review, EVENTS, t)).text
    word = words_of(docx(review, EVENTS, t))
    note = markdown(review, EVENTS, t).replace("\\", "")
    plain = " ".join(text(review, EVENTS, t).split())
    paper = latex(review, EVENTS, t).replace("\\&", "&").replace("\n", " ")
    for told in everything(t):
        assert told in read
        assert told in word
        assert " ".join(told.split()) in plain
        assert told in note
        assert told in paper


def test_the_findings_are_told_in_the_language_of_the_headings():
    assert "12/40 为 30%，文中却写作 35%。" in text(in_language("zh"), (), ZH)
    assert "12 of 40 is 30 %, but 35 % is reported." in text(REVIEW, (), EN)


def test_a_quote_is_in_quotation_marks_with_its_place_and_a_judgement_is_not():
    note = markdown(REVIEW, EVENTS, EN)
    assert "“Filters were not tried at low light.” (Full text, 202–238)" in note
    assert "*It may hold for radio, too.*[^editorial.1]" in note
    assert "[^editorial.1]: Stands on: “Filters were not" in note


def test_an_answer_names_the_comment_it_is_to():
    assert "To major comment 1: The authors could answer by" in text(REVIEW, EVENTS, EN)


def test_a_review_that_found_nothing_and_knows_nobody_says_so():
    bare = replace(
        REVIEW, parts=(), findings=(), theorem_links=(), citations=Citations(), distance=None,
        stages=(), classification=(), version=None,
    )  # fmt: skip
    for t in (EN, ZH):
        told = text(replace(bare, language=t.code), (), t)
        assert t("review.no_findings") in told
        assert t("review.no_citing") in " ".join(told.split())
        assert t("review.word.conditional") in told


def test_hidden_prose_is_in_no_document():
    for name in ("md", "html", "tex", "txt", "json"):
        told = FORMATS[name].write(REVIEW, (*EVENTS, HIDING), EN).decode()
        assert "radio" not in told
        assert "conditional" not in told
        assert "30 %" in told.replace("\\%", "%").replace("\\", "")


@both
def test_the_html_loads_nothing_and_runs_nothing(t):
    read = Read(html(in_language(t.code), EVENTS, t))
    assert not {"script", "img", "iframe", "link", "form"} & set(read.tags)
    assert len(read.ids) == len(set(read.ids))
    assert set(read.links) == {"https://arxiv.org/abs/2607.00009"}
    assert "<script>alert(1)</script>" in read.text


def test_markdown_read_back_has_no_markup_of_a_stranger():
    body = markdown(REVIEW, EVENTS, EN).split("---", 2)[2]
    read = Read(MarkdownIt("commonmark", {"html": False}).enable("table").render(body))
    assert "script" not in read.tags
    assert not [link for link in read.links if link.startswith("javascript")]
    assert "[x](javascript:1)" in read.text


def test_tex_of_a_stranger_never_reads_a_file_nor_ends_the_document():
    evil = r"We get $\input{secret} x$ and $\end{document}$ and \write18{rm} and 50% of $x_1$."
    part = ReadingPart("pith", (Statement("pith.1", evil),))
    paper = latex(replace(REVIEW, parts=(part,)), EVENTS, EN)
    assert not re.search(r"(?<!textbackslash\{\})\\(?:input|write)", paper)
    assert paper.count("\\end{document}") == 1
    assert "filecontents" not in paper
    assert "$x_1$" in paper


def test_the_pdf_is_one_with_pages_and_the_same_each_time():
    made = pdf(REVIEW, EVENTS, EN)
    assert made.startswith(b"%PDF-1.")
    assert made == pdf(REVIEW, EVENTS, EN)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) >= 2
    if brief_pdf.wide_fonts():
        assert pdf(in_language("zh"), EVENTS, ZH).startswith(b"%PDF-1.")


def test_word_opens_with_headings_formulas_and_a_table_of_stages():
    with zipfile.ZipFile(BytesIO(docx(REVIEW, EVENTS, EN))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    names = {
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    }
    assert root.xpath("//m:rad", namespaces=names)
    assert len(root.xpath("//w:tbl//w:tr", namespaces=names)) == 4
    styles = root.xpath("//w:pStyle/@w:val", namespaces=names)
    assert {"Title", "Heading1", "Heading2"} <= set(styles)


def test_the_front_matter_names_the_review_and_its_hash():
    head = markdown(replace(REVIEW, sha256="ab" * 32), (), EN).split("---")[1]
    assert f'sha256: "{"ab" * 32}"' in head
    assert 'verdict: "conditional"' in head


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=80))
def test_no_text_breaks_a_document(told):
    part = ReadingPart(
        "major", (Statement("major.1", told, PARTS[0].statements[0].quotes),),
        labels=(("major.1", told),),
    )  # fmt: skip
    review = replace(REVIEW, title=told, by=told, parts=(part,))
    for t in (EN, ZH):
        Read(html(review, EVENTS, t))
        markdown(review, EVENTS, t)
        latex(review, EVENTS, t)
        words_of(docx(review, EVENTS, t))
    assert pdf(review, EVENTS, EN).startswith(b"%PDF-1.")
