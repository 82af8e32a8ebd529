"""XML as a stream: what is refused, what is forgiven, and what is kept of a broken file."""

import gzip
import io
import time

import pytest

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers import gpx, xml_events

POINTS = "".join(
    f'<trkpt lat="{59.9 + place / 5000:.4f}" lon="10.7">'
    f"<time>2025-05-03T07:30:{place:02d}Z</time></trkpt>\n"
    for place in range(60)
)
TRACK = f"<trk><type>running</type><trkseg>\n{POINTS}</trkseg></trk>"


class Heard:
    """Writes down what it is told."""

    def __init__(self):
        self.begun = []
        self.texts = {}

    def start(self, name, attributes, parent):
        self.begun.append((name, attributes, parent))

    def end(self, name, text, parent):
        self.texts[name] = text


def hear(content, sieve=None):
    heard = Heard()
    reader = xml_events.Reader(heard, sieve=sieve)
    content = content if isinstance(content, bytes) else content.encode()
    return heard, reader.read(io.BytesIO(content))


def read(content, name="a.gpx"):
    content = content if isinstance(content, bytes) else content.encode()
    return gpx.read(Source(name, content))


@pytest.fixture(autouse=True)
def quick():
    """Nothing here takes long, however hostile."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 5


def test_elements_come_with_local_names_their_parent_and_their_text():
    heard, broken = hear(
        '<a:list xmlns:a="x"><a:item b="1">one &amp; two</a:item></a:list>'
    )

    assert broken is None
    assert heard.begun == [
        ("list", {"xmlns:a": "x"}, ""),
        ("item", {"b": "1"}, "list"),
    ]
    assert heard.texts == {"item": "one & two", "list": ""}


def test_a_prefix_that_was_never_declared_does_no_harm():
    heard, broken = hear("<list><ns3:hr>150</ns3:hr></list>")

    assert broken is None
    assert heard.texts["hr"] == "150"


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><gpx><name>&c;</name></gpx>',
        '<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>',
        '<!DOCTYPE gpx [<!ENTITY % a SYSTEM "http://x/y"> %a;]><gpx/>',
        '<!DOCTYPE gpx SYSTEM "http://example.org/gpx.dtd"><gpx/>',
        '<?xml version="1.0"?>\n<!-- a comment -->\n<!doctype gpx public "a" "b"><gpx/>',
        '<!DOCTYPE gpx [<!-- > ]> --> <!entity a "b">]><gpx/>',
    ],
    ids=["laughs", "a file", "a parameter", "elsewhere", "public", "hidden"],
)
def test_entities_and_references_to_other_files_are_refused(content):
    with pytest.raises(UnreadableFile, match="nothing was read"):
        hear(content)


def test_an_entity_in_another_encoding_is_refused_too():
    content = '<!DOCTYPE gpx [<!ENTITY a "ha">]><gpx>&a;</gpx>'.encode("utf-16")

    with pytest.raises(UnreadableFile, match="entities"):
        hear(content)


def test_a_document_type_that_only_describes_elements_is_skipped():
    heard, broken = hear(
        "<!DOCTYPE list [\n<!ELEMENT list (item)*>\n<!-- <item> ]> -->\n]>\n<list><item/></list>"
    )

    assert broken is None
    assert [name for name, _, _ in heard.begun] == ["list", "item"]


def test_a_malformed_document_type_is_skipped_and_lines_are_counted_right():
    text = (
        "<?xml version='1.0'?>\n<!DOCTYPE list [\n>\n  stray CDATA\n>\n]>\n<list>\n<x\n"
    )

    _, broken = hear(text)

    assert broken.line == 8


def test_nesting_without_end_is_refused():
    with pytest.raises(UnreadableFile, match="nested more than 100 deep at line 1"):
        hear("<a>" * 100_000)


def test_an_attribute_of_ten_megabytes_is_refused():
    with pytest.raises(UnreadableFile, match="longer than 4 MB"):
        hear(f'<a b="{"x" * 10_000_000}"/>')


def test_a_text_of_ten_megabytes_is_cut_and_the_rest_is_read():
    heard, broken = hear(f"<a><b>{'x' * 10_000_000}</b><c>last</c></a>")

    assert broken is None
    assert 20_000 <= len(heard.texts["b"]) < 40_000
    assert heard.texts["c"] == "last"


@pytest.mark.parametrize(
    "content",
    [
        "<!--" * 300_000,
        "<!DOCTYPE" * 150_000,
        "<!DOCTYPE a [" + "<!-- -->" * 150_000,
        "<?" * 500_000,
        " " * 2_000_000 + "x",
        "<a " * 400_000,
    ],
    ids=["comments", "types", "closed comments", "instructions", "blanks", "tags"],
)
def test_a_beginning_without_end_costs_no_time(content):
    xml_events.root(content[:64_000])

    heard, broken = hear(content)

    assert broken is not None
    assert heard.begun == []


@pytest.mark.parametrize("size", [300, 1_000, 3_000])
def test_what_was_read_before_a_cut_is_kept_and_the_place_is_told(size):
    content = f'<?xml version="1.0"?>\n<gpx>{TRACK}</gpx>'[:size]

    found = read(content)

    [recording] = found.recordings
    points = content.count("</trkpt>")
    assert len(recording.samples["time_s"]) == points > 1
    assert found.notes[-1].startswith("The file breaks off or is damaged at line ")


def test_an_archive_that_was_cut_off_is_read_up_to_the_cut():
    packed = gzip.compress(f"<gpx>{TRACK}</gpx>".encode(), mtime=0)

    found = gpx.read(Source("a.gpx.gz", packed[:-30], is_gzip=True))

    assert len(found.recordings[0].samples["time_s"]) > 1
    assert "breaks off" in found.notes[-1]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf<list><item>caf\xc3\xa9</item></list>",
        b"\r\n   <?xml version='1.0'?><list><item>caf\xc3\xa9</item></list>",
        b"<?xml version='1.0' encoding='UTF-8'?><list><item>caf\xe9</item></list>",
        b"<?xml version='1.0' encoding='ISO-8859-1'?><list><item>caf\xe9</item></list>",
        b"<?xml version='1.0' encoding='latin-9000'?><list><item>caf\xc3\xa9</item></list>",
        b"<?xml version='1.0' encoding='UTF-16'?><list><item>caf\xc3\xa9</item></list>",
        "<?xml version='1.0' encoding='utf-16'?><list><item>café</item></list>".encode(
            "utf-16"
        ),
        "<?xml version='1.0'?><list><item>café</item></list>".encode("utf-16-le"),
        b"<list><item>ca\x0bf\xc3\xa9\x00</item></list>",
    ],
    ids=[
        "byte order mark",
        "blanks before the declaration",
        "latin-1 that says UTF-8",
        "latin-1",
        "an encoding that does not exist",
        "UTF-8 that says UTF-16",
        "UTF-16",
        "UTF-16 without a mark",
        "control characters",
    ],
)
def test_a_file_is_read_whatever_its_encoding(content):
    heard, broken = hear(content)

    assert broken is None
    assert heard.texts["item"] == "café"


def test_letters_cut_in_half_between_two_pieces_are_whole_again():
    size = xml_events.CHUNK_BYTES
    content = f"<a><b>{'x' * (size - 7)}é</b><c>é</c></a>".encode()
    assert content[size - 1 : size + 1] == "é".encode()

    heard, broken = hear(content)

    assert broken is None
    assert heard.texts["c"] == "é"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<gpx>", "gpx"),
        ("\ufeff <?xml version='1.0'?>\n<!-- <x> -->\n<ns:gpx a='b'>", "gpx"),
        ("<!DOCTYPE HealthData [\n<!ELEMENT", "HealthData"),
        ("Date,Exercise\n", ""),
        ("", ""),
    ],
)
def test_the_first_element_is_known_by_the_beginning(text, name):
    assert xml_events.root(text) == name
