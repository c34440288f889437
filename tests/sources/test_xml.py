"""XML from strangers. Every body here is ours."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.errors import MalformedAnswerError
from academichub.sources import xml

HEAD = '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://dc/"><channel><title>T</title>'
TAIL = "</channel></rss>"


def feed(*items: str, tail: str = TAIL) -> bytes:
    return (HEAD + "".join(f"<item>{item}</item>" for item in items) + tail).encode()


def titles(document: xml.Document) -> list[str]:
    return [xml.child_text(item, "title") or "" for item in document.root.iter("item")]


def test_a_whole_document_is_read_and_nothing_is_missing():
    document = xml.parse(feed("<title>A &amp; B</title>"), entries=("item",))
    assert titles(document) == ["A & B"]
    assert document.cut is None
    assert document.damaged == ()


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1/x.dtd"> %b;]>',
        '<!-- <z> --><!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a [\n<!ELEMENT a ANY>\n<!ENTITY b "c">]>',
    ],
)
@pytest.mark.parametrize("use", ["&b;", "", "<item>&b;</item>"])
def test_a_document_that_declares_entities_is_refused(declared, use):
    with pytest.raises(MalformedAnswerError, match="entit"):
        xml.parse(f'<?xml version="1.0"?>{declared}<a>{use}</a>'.encode(), entries=("item",))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-7", "latin-1"]
)
@pytest.mark.parametrize("where", ["<a>&z;</a>", '<a b="&z;"/>', '<a><item b="&z;"/>'])
def test_entities_that_grow_a_billionfold_are_refused_at_once_in_any_encoding(encoding, where):
    names = "abcdefghijklmnopqrstuvwxyz"
    grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = f'{head}<!-- <x> --><!DOCTYPE a [<!ENTITY a "aaaa">{grown}]>{where}'
    began = time.process_time()
    with pytest.raises(MalformedAnswerError):
        xml.parse(body.encode(encoding), entries=("item",))
    assert time.process_time() - began < 1


def test_a_doctype_that_only_names_the_format_is_let_through_unread():
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
    assert xml.local(xml.parse(f"{doctype}<rss/>".encode()).root) == "rss"


@pytest.mark.parametrize("body", [b"", b"  \n ", b"\xef\xbb\xbf"])
def test_an_empty_body_is_refused_and_says_so(body):
    with pytest.raises(MalformedAnswerError, match="the body is empty"):
        xml.parse(body)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><head><title>Just a\nmoment &amp; wait</title>",
        "\n<HTML lang=en><TITLE>Just a moment &amp; wait</TITLE><body><br>",
        "<!-- x --><html><head><title>Just a moment &#38; wait</title></head></html>",
        '<?xml version="1.0"?><!doctype HTML PUBLIC "-//W3C"><html><title>Just a moment &amp; wait</title>',
    ],
)
def test_an_html_page_is_recognised_and_its_title_told(page):
    with pytest.raises(MalformedAnswerError, match="an HTML page, titled 'Just a moment & wait'"):
        xml.parse(page.encode(), what="an Atom feed", entries=("item", "entry"))


@pytest.mark.parametrize(
    "body", [b'{"a": 1}', b"Service unavailable", b"\x1f\x8b\x08", b"\x00" * 9, b"\xff\xfe\x00"]
)
def test_what_is_no_xml_at_all_is_refused(body):
    with pytest.raises(MalformedAnswerError):
        xml.parse(body, entries=("item",))


def test_depth_and_size_are_limited(monkeypatch):
    with pytest.raises(MalformedAnswerError):
        xml.parse(b"<a>" * 100_000 + b"</a>" * 100_000)
    monkeypatch.setattr(xml, "MAX_TAGS", 1000)
    with pytest.raises(MalformedAnswerError, match="too large"):
        xml.parse(feed(*["<title/>"] * 1000))


@given(st.data())
def test_a_body_cut_off_anywhere_gives_its_whole_entries_and_says_so(data):
    whole = feed("<title>é one</title>", "<title>two</title><dc:x>y</dc:x>", "<title>three</title>")
    end = data.draw(st.integers(1, len(whole) - 1))
    expected = [
        t for t in ("é one", "two", "three") if f"<title>{t}</title>".encode() in whole[:end]
    ]
    complete = whole[:end].count(b"</item>")
    try:
        document = xml.parse(whole[:end], entries=("item",))
    except MalformedAnswerError:
        assert complete == 0
    else:
        assert document.cut
        assert titles(document) == expected[:complete]


def test_a_body_cut_off_is_refused_by_who_names_no_entries():
    with pytest.raises(MalformedAnswerError, match="should have come"):
        xml.parse(feed("<title>A</title>", tail=""))


def test_an_entry_that_is_no_xml_is_told_apart_and_the_rest_goes_on():
    document = xml.parse(
        feed("<title>one</title>", "<title>bad</b>", "<title>three</title>"), entries=("item",)
    )
    assert titles(document) == ["one", "three"]
    assert document.cut is None
    assert document.damaged[0].raw == "<item><title>bad</b></item>"
    assert "mismatch" in document.damaged[0].reason


def test_an_entry_that_never_ends_does_not_take_the_next_with_it():
    body = (HEAD + "<item><title>one</title><item><title>two</title></item>" + TAIL).encode()
    document = xml.parse(body, entries=("item",))
    assert titles(document) == ["two"]
    assert len(document.damaged) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R&D at AT&T", "R&D at AT&T"),
        ("caf&eacute;&nbsp;&mdash; x", "café\u00a0— x"),
        ("a \x0b\x00b", "a b"),
        ("Gray's p<0.001 and p>20%", "Gray's p<0.001 and p>20%"),
        ("n < 3 &amp; m", "n < 3 & m"),
        ("<![CDATA[a & b < c]]>\x08", "a & b < c"),
        ("&unknown; &#233; &#xe9;", "&unknown; é é"),
    ],
)
def test_an_entry_is_mended_where_no_text_is_lost_by_it(written, read):
    document = xml.parse(
        feed("<title>good</title>", f"<title>{written}</title>"), entries=("item",)
    )
    assert titles(document) == ["good", read]
    assert document.damaged == ()


def test_windows_bytes_in_utf_8_are_read_as_what_they_are():
    body = feed("<title>it@s \u201cé\u201d</title>").replace(b"@", b"\x92")
    assert titles(xml.parse(body, entries=("item",))) == ["it’s “é”"]


def test_a_broken_latin_1_document_keeps_its_letters():
    body = (
        HEAD.replace("UTF-8", "iso-8859-1") + "<item><title>é &nbsp;</title></item>" + TAIL
    ).encode("latin-1")
    assert titles(xml.parse(body, entries=("item",))) == ["é"]


def test_a_broken_head_is_mended_and_rubbish_after_the_end_is_left_out():
    body = feed("<title>A</title>", tail=TAIL + "<script>x</script>\x00").replace(
        b"<title>T<", b"<title>T & \x01<"
    )
    document = xml.parse(body, entries=("item",))
    assert titles(document) == ["A"]
    assert document.cut is None
    assert xml.child_text(document.root, "channel/title") == "T &"


def test_namespaces_of_the_document_reach_its_salvaged_entries():
    document = xml.parse(feed("<dc:x>y</dc:x>", "<title>&bad</title>", "<dc:x>"), entries=("item",))
    assert xml.texts(document.root, "channel/item/{http://dc/}x") == ("y",)


@settings(max_examples=300, deadline=2000)
@given(
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "<item>",
                "</item>",
                "<title>",
                "</title>",
                "x",
                "&",
                "<",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "\x00",
                "é",
                "<dc:y/>",
                TAIL,
                HEAD,
                "<!DOCTYPE a [",
                "]>",
                "<?p ?>",
            ]
        ),
        max_size=30,
    ).map(lambda p: "".join(p).encode())
)
def test_whatever_comes_is_a_document_or_refused(body):
    try:
        document = xml.parse(HEAD.encode() + body, entries=("item",))
    except MalformedAnswerError:
        return
    assert document.root is not None


def test_entries_before_a_thousand_broken_ones_come_out_and_the_rest_is_said_to_be_missing():
    broken = "<item>" * 5000 + "x" + "</item>" * 5000
    body = (HEAD + "<item><title>A</title></item>" + broken + TAIL).encode()
    document = xml.parse(body, entries=("item",))
    assert titles(document) == ["A"]
    assert len(document.damaged) == xml.MAX_DAMAGED
    assert "the rest is broken throughout" in document.cut


@pytest.mark.parametrize("piece", [b"<!---->", b"<?x y?>", b" ", b"<!-- <html> -->"])
def test_what_stands_before_the_root_element_is_passed_over_at_once(piece):
    began = time.process_time()
    document = xml.parse(piece.lstrip() * 500 + b"<rss/>")
    assert xml.local(document.root) == "rss"
    with pytest.raises(MalformedAnswerError, match="HTML page, titled 'Sign in'"):
        xml.parse(piece * 100 + b"<HTML lang='en'><title>Sign\n in</title>")
    assert time.process_time() - began < 2


def test_a_million_openings_without_an_end_take_no_long():
    began = time.process_time()
    with pytest.raises(MalformedAnswerError):
        xml.parse(HEAD.encode() + b"<item><item " * 200_000, entries=("item",))
    assert time.process_time() - began < 20
