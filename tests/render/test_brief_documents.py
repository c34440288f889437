"""Briefs as documents: everything is in each of them, and nothing of a stranger's is markup."""

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
from academichub.errors import ConfigurationError
from academichub.language import language
from academichub.render import (
    brief_docx,
    brief_html,
    brief_markdown,
    brief_pdf,
    brief_tex,
    brief_text,
    mathml,
)
from academichub.render.brief_blocks import Heading, Said, blocks
from academichub.render.omml import omml

EN, ZH = language("en"), language("zh")
both = pytest.mark.parametrize("t", [EN, ZH], ids=["en", "zh"])


class Read(HTMLParser):
    """Tags, ids, addresses and text of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            self.ids += [value] if name == "id" else []
            self.links += [value] if name == "href" else []
            self.loaded += [value] if name in {"src", "srcset", "data"} else []

    def handle_data(self, data):
        self.text += data


def words_of(document: bytes) -> str:
    with zipfile.ZipFile(BytesIO(document)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(str(text) for text in root.itertext())


def everything(brief, t) -> list[str]:
    """What a reader has to find in every format."""
    titles = [block.text for block in blocks(brief, t) if isinstance(block, Heading)]
    return [*titles, "Filters that were learned find weak lenses.", "openai:some-model", "[2]"]


@both
def test_every_heading_statement_and_origin_is_in_every_text_format(brief, works, t):
    read = Read(brief_html.html(brief, t)).text
    word = words_of(brief_docx.docx(brief, t))
    note = brief_markdown.markdown(brief, t).replace("\\", "")
    plain = " ".join(brief_text.text(brief, t).split())
    paper = brief_tex.latex(brief, works, t).replace("\\&", "&")
    for told in everything(brief, t):
        assert told in read
        assert told in word
        assert " ".join(told.split()) in plain
        assert told.removesuffix("]") in note
        assert told.removesuffix("]").removeprefix("[") in paper


def test_a_quoted_sentence_stands_in_quotation_marks_and_a_paraphrase_does_not(brief):
    read = brief_html.html(brief, EN)
    assert "<q>Learned filters find weak lenses, but not at low light.</q>" in read
    assert "<q>Filters that were learned" not in read
    note = brief_markdown.markdown(brief, EN)
    assert "“Learned filters find weak lenses, but not at low light.” \\[[2](#w2)\\]" in note
    assert "Filters that were learned find weak lenses. \\[[2](#w2)\\][^changed.1]" in note
    assert "[^changed.1]: Stands on: “Learned filters" in note


@both
def test_the_html_loads_nothing_runs_nothing_and_every_number_leads_to_its_work(brief, t):
    read = Read(brief_html.html(brief, t))
    assert not {"script", "img", "iframe", "link", "form"} & set(read.tags)
    assert not read.loaded
    assert len(read.ids) == len(set(read.ids))
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside
    assert inside <= set(read.ids)
    assert all(link.startswith(("#", "https://arxiv.org/abs/")) for link in read.links)
    assert "<script>alert(1)</script>" in read.text


def test_a_work_whose_address_is_no_web_address_is_not_linked(brief):
    evil = replace(brief, works=(replace(brief.works[0], url="javascript:alert(1)"),))
    assert not [
        link for link in Read(brief_html.html(evil, EN)).links if link.startswith("javascript")
    ]
    assert "javascript" not in brief_markdown.markdown(evil, EN).partition("## Works")[2]
    assert "javascript" not in words_of(brief_docx.docx(evil, EN)).partition("Works")[2]


def test_markdown_read_back_has_no_markup_of_a_stranger(brief):
    html = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .render(brief_markdown.markdown(brief, EN).split("---", 2)[2])
    )
    read = Read(html)
    assert "script" not in read.tags
    assert not [link for link in read.links if link.startswith("javascript")]
    assert "[x](javascript:1)" in read.text


def test_tex_of_a_stranger_never_reads_a_file_nor_ends_the_document(brief, works):
    evil = r"We get $\input{secret} x$ and $\end{document}$ and \write18{rm} and 50% of $x_1$."
    told = replace(brief, headline=(Statement("headline.1", evil),))
    paper = brief_tex.latex(told, works, EN)
    assert not re.search(r"(?<!textbackslash\{\})\\(?:input|write)", paper)
    assert paper.count("\\end{document}") == 1
    assert "$x_1$" in paper
    assert "50\\% of" in paper
    assert paper.count("\\begin{filecontents*}") == paper.count("\\end{filecontents*}") == 1


def test_every_cited_key_of_the_tex_is_in_its_bibliography(brief, works):
    paper = brief_tex.latex(brief, works, EN)
    cited = {key for keys in re.findall(r"\\cite\{([^}]+)\}", paper) for key in keys.split(",")}
    defined = set(re.findall(r"@\w+\{([^,]+),", paper))
    assert len(cited) == 3
    assert cited <= defined


def test_a_work_that_is_no_longer_at_hand_is_told_by_its_number(brief, works):
    paper = brief_tex.latex(brief, works[:2], EN)
    assert "[3]" in paper.partition("Works")[2]


def test_a_chinese_pdf_needs_a_font_of_the_machine_and_says_so(brief):
    if brief_pdf.wide_fonts():
        assert brief_pdf.pdf(brief, ZH).startswith(b"%PDF-1.")
    else:
        with pytest.raises(ConfigurationError, match="no font for Chinese"):
            brief_pdf.pdf(brief, ZH)


def test_the_pdf_is_one_with_pages_and_the_same_each_time(brief):
    t = EN
    made = brief_pdf.pdf(brief, t)
    assert made.startswith(b"%PDF-1.")
    assert made.rstrip().endswith(b"%%EOF")
    assert made == brief_pdf.pdf(brief, t)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) >= 1


def test_code_of_the_typesetter_in_a_paper_stays_text(brief):
    evil = '#panic("no") #read("/etc/passwd") $ #x $ ]] }} ") #sys.inputs @w1 <w1> \\u{41}'
    told = replace(brief, title=evil, headline=(Statement("headline.1", evil, lead=evil),))
    assert brief_pdf.pdf(told, EN).startswith(b"%PDF")


def test_word_has_real_formulas_and_links_to_its_own_list(brief):
    with zipfile.ZipFile(BytesIO(brief_docx.docx(brief, EN))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    names = {
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    }
    assert root.xpath("//m:f/m:num", namespaces=names)
    assert root.xpath("//m:rad", namespaces=names)
    anchors = set(root.xpath("//w:hyperlink/@w:anchor", namespaces=names))
    marks = set(root.xpath("//w:bookmarkStart/@w:name", namespaces=names))
    assert anchors == {"w1", "w2", "w3"}
    assert anchors <= marks


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\frac{a}{b}", ["f", "num", "r", "t", "den", "r", "t"]),
        (r"\sqrt[3]{x}", ["rad", "deg", "r", "t", "e", "r", "t"]),
        (r"x_i^2", ["sSubSup", "e", "r", "t", "sub", "r", "t", "sup", "r", "t"]),
        (r"\hat{x}", ["acc", "accPr", "chr", "e", "r", "t"]),
    ],
)
def test_a_formula_keeps_its_shape_in_office_math(tex, expected):
    ((_, tree),) = mathml.pieces(f"${tex}$")
    assert tree is not None
    assert [etree.QName(element).localname for element in omml(tree).iter()][1:] == expected


def test_a_statement_that_stands_on_works_not_listed_still_prints(brief):
    odd = replace(brief, works=())
    said = [block for block in blocks(odd, EN) if isinstance(block, Said)]
    assert said
    assert all(block.numbers == () for block in said)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=80))
def test_no_text_breaks_a_document(brief, works, text):
    told = replace(brief, title=text, headline=(Statement("headline.1", text, lead=text),))
    for t in (EN, ZH):
        Read(brief_html.html(told, t))
        brief_markdown.markdown(told, t)
        brief_tex.latex(told, works, t)
        words_of(brief_docx.docx(told, t))
    assert brief_pdf.pdf(told, EN).startswith(b"%PDF-1.")
