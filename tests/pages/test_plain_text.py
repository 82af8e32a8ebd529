"""Text from files and people, made so that Markdown shows it as it is."""

import re

import pytest

from runlift.ui import show

LINKS = re.compile(
    r"https?://|www\.|[\w.+-]@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE | re.ASCII
)
"""Where a browser's Markdown makes a link, whatever backslashes stand before it."""


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/x",
        "HTTP://a.example",
        "see www.a.example.",
        "WWW.a.example",
        "ana@a.example",
        "a.b+c-d@a.example and e@f.example",
    ],
)
def test_an_address_is_no_link_and_reads_the_same(text):
    read = re.sub(r"\\(.)", r"\1", show.plain(text))

    assert not LINKS.search(read)
    assert read.replace("\u2060", "") == text


@pytest.mark.parametrize(
    "text", ["5 @ RPE 8", "3 x 5 @ 100 kg", "wwwhat", "http is old"]
)
def test_what_is_no_address_stays_as_it_is(text):
    assert re.sub(r"\\(.)", r"\1", show.plain(text)) == text
