"""How much may be sent through the browser."""

import pytest

from runlift import limits
from runlift.errors import WrongInput
from runlift.limits import DAY_S, GB, Limits, Quota

MB = 1 << 20


def test_a_server_has_limits_and_the_environment_changes_them(monkeypatch):
    assert limits.of_server() == Limits(8 * GB, 20 * GB, 10_000)

    monkeypatch.setenv("RUNLIFT_UPLOAD_FILE_GB", "0.5")
    monkeypatch.setenv("RUNLIFT_UPLOAD_DAY_GB", "0")
    monkeypatch.setenv("RUNLIFT_UPLOAD_DAY_FILES", " 12 ")

    assert limits.of_server() == Limits(GB // 2, 0, 12)


@pytest.mark.parametrize("text", ["much", "-1", "nan", "inf", "1e12"])
def test_a_setting_that_is_no_number_is_refused_with_its_name(monkeypatch, text):
    monkeypatch.setenv("RUNLIFT_UPLOAD_DAY_GB", text)

    with pytest.raises(WrongInput, match="RUNLIFT_UPLOAD_DAY_GB"):
        limits.of_server()


def test_no_file_at_all_is_no_setting(monkeypatch):
    monkeypatch.setenv("RUNLIFT_UPLOAD_FILE_GB", "0")

    with pytest.raises(WrongInput, match="no file would be accepted"):
        limits.of_server()


def test_without_limits_everything_may_come():
    quota = Quota(Limits())

    for _ in range(3):
        quota.charge("ana", 1000 * GB, 100_000, 0)


def test_one_file_too_large_is_refused_and_not_counted():
    quota = Quota(Limits(file_bytes=MB, day_bytes=3 * MB))

    with pytest.raises(WrongInput, match="has 2 MB, and 1 MB are allowed"):
        quota.charge("ana", 2 * MB, 1, 0)

    quota.charge("ana", 3 * MB, 3, 0)


def test_bytes_of_a_day_are_counted_for_each_person_and_forgotten_after_it():
    quota = Quota(Limits(day_bytes=3 * MB))
    quota.charge("ana", 2 * MB, 1, 0)
    quota.charge("ben", 3 * MB, 1, 0)

    with pytest.raises(WrongInput, match=r"3 MB may be sent within a day.*in 23 h"):
        quota.charge("ana", 2 * MB, 1, 3600)
    with pytest.raises(WrongInput):
        quota.check("ana", 2 * MB, 1, DAY_S - 1)

    quota.charge("ana", 3 * MB, 1, DAY_S)


def test_files_of_a_day_are_counted():
    quota = Quota(Limits(day_files=3))
    quota.charge("ana", 1, 2, 0)

    with pytest.raises(WrongInput, match=r"3 files may be sent within a day.*these 2"):
        quota.charge("ana", 1, 2, 0)

    quota.charge("ana", 1, 1, 0)


def test_what_came_in_the_end_counts():
    quota = Quota(Limits(day_bytes=3 * MB))
    sent = quota.charge("ana", 3 * MB, 1, 0)

    sent.size = MB

    quota.charge("ana", 2 * MB, 1, 0)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 kB"),
        (12_288, "12 kB"),
        (340 * MB, "340 MB"),
        (8 * GB, "8 GB"),
        (round(2.1 * GB), "2.1 GB"),
    ],
)
def test_sizes_in_words(size, text):
    assert limits.size_text(size) == text
