"""The words of a text construct, without its markup.

A feed says when a text is HTML, so here every element of HTML is one, also those that no abstract
has (`<applet>`, `<meta>`) and that elsewhere would pass for text.
"""

from __future__ import annotations

import re

from academichub.sources.feed_values import Text
from academichub.text import from_html

# Elements of HTML, past and present, that hold no words of their own and end no paragraph.
_BARE = re.compile(
    r"</?(?:applet|area|audio|base|basefont|bgsound|blink|body|button|canvas|col|colgroup|command|"
    r"datagrid|datalist|dialog|dir|embed|event-source|fieldset|form|frame|frameset|html|input|"
    r"isindex|keygen|label|layer|legend|link|m|map|marquee|menu|meta|meter|multicol|nextid|nobr|"
    r"noframes|object|optgroup|option|output|param|plaintext|progress|select|sound|source|spacer|"
    r"textarea|track|video|xmp)(?=[\s/>])[^<>]{0,4000}>",
    re.IGNORECASE,
)


MAX_LENGTH = 100_000
"""Characters; what comes behind them is no part of an abstract and stays in the raw entry alone."""


def words(text: Text) -> str:
    """The words of *text*: markup becomes plain text, plain text stays as it is."""
    value = text.value[:MAX_LENGTH]
    if not text.is_markup:
        return value
    return from_html(_BARE.sub("", _without_open_comment(value)))


def _without_open_comment(markup: str) -> str:
    # A comment nobody closes hides the rest; this is what browsers do too.
    start = markup.find("<!--", markup.rfind("-->") + 1)
    return markup if start == -1 else markup[:start]
