"""Files as they are dropped: packed, damaged, hostile."""

import bz2
import gzip
import io
import stat
import zipfile

import pytest
from tests.fitfiles import zipped

from runlift import files
from runlift.errors import UnreadableFile
from runlift.files import Source

TEXT = b"Date,Exercise\n" * 200


def archive(name="a.csv", content=TEXT, **info):
    file = io.BytesIO()
    with zipfile.ZipFile(
        file, "w", info.pop("compression", zipfile.ZIP_DEFLATED)
    ) as made:
        member = zipfile.ZipInfo(name)
        for key, value in info.items():
            setattr(member, key, value)
        made.writestr(member, content, made.compression)
    return file.getvalue()


def refused(content, match):
    with pytest.raises(UnreadableFile, match=match) as refusal:
        files.members(Source("a.zip", content))
    assert str(refusal.value).endswith(".")


def test_a_member_is_read_as_if_it_were_a_file():
    source = Source("a.zip", archive(), "a.csv")

    assert source.read(10_000) == TEXT
    assert source.start(4) == b"Date"


def test_gzip_is_undone_within_an_archive_and_alone():
    packed = gzip.compress(TEXT)
    alone = Source("a.gz", packed).unzipped()
    within = Source("a.zip", archive("a.gz", packed), "a.gz").unzipped()

    assert alone.read(10_000) == within.read(10_000) == TEXT
    assert alone.unzipped() == alone


def test_a_path_is_opened_where_it_lies(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(archive())

    assert Source("a.zip", path, "a.csv").read(10_000) == TEXT
    assert Source("a.zip", path).size == path.stat().st_size


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/passwd", "C:/a.csv", "x/../../a.csv", "..\\a.csv"]
)
def test_a_name_that_points_outside_is_refused(name):
    refused(archive(name), "points outside")


def test_a_link_is_refused():
    refused(archive(external_attr=(stat.S_IFLNK | 0o777) << 16), "a link")


def test_a_password_is_told():
    content = bytearray(archive())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1

    refused(bytes(content), "locked with a password")


def test_a_bomb_is_refused_before_it_goes_off():
    refused(archive(content=bytes(files.RATIO_FROM_BYTES + 1)), "would unpack to")


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_MEMBERS", 3)

    refused(zipped({f"{n}.csv": "x" for n in range(4)}), "has 4 files in it")


def test_what_a_mac_adds_is_left_out():
    content = zipped({"a.csv": "x", "__MACOSX/a.csv": "x", "b/._a.csv": "x"})

    assert [one.name for one in files.members(Source("a.zip", content))] == ["a.csv"]


def test_more_than_a_training_log_is_refused():
    with pytest.raises(UnreadableFile, match="larger than"):
        Source("a.csv", TEXT).read(100)


@pytest.mark.parametrize("cut", [30, 100, 200])
def test_an_archive_that_was_cut_off_is_refused(cut):
    refused(archive(content=bytes(range(256)) * 4)[:cut], "damaged")


@pytest.mark.parametrize(
    "compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_member_is_refused_whatever_packed_it(compression):
    content = bytearray(archive(compression=compression))
    begin = 30 + len("a.csv")
    content[begin : begin + 30] = b"\xff" * 30

    with pytest.raises(UnreadableFile, match="damaged"):
        Source("a.zip", bytes(content), "a.csv").read(10_000)


def test_a_gzip_file_that_was_cut_off_is_refused():
    with pytest.raises(UnreadableFile, match="damaged"):
        Source("a.gz", gzip.compress(TEXT)[:-20]).unzipped().read(10_000)


def test_a_member_and_a_file_that_are_not_there(tmp_path):
    with pytest.raises(UnreadableFile):
        Source("a.zip", archive(), "b.csv").read(10)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        Source("a.zip", tmp_path / "gone").read(10)


def test_a_full_disk_is_not_taken_for_a_damaged_archive():
    with pytest.raises(OSError, match="No space"), Source("a", TEXT).open():
        raise OSError(28, "No space left on device")


def test_bzip2_alone_is_no_format_here():
    assert Source("a.bz2", bz2.compress(TEXT)).unzipped().start(2) == b"BZ"
