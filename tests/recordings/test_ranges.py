import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinar.recordings.ranges import NotSatisfiable, Window, read_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-99", Window(0, 99, 1000)),
        ("bytes=100-", Window(100, 999, 1000)),
        ("bytes=-1", Window(999, 999, 1000)),
        ("bytes=-5000", Window(0, 999, 1000)),
        ("bytes=990-2000", Window(990, 999, 1000)),
        ("BYTES = 0-0", Window(0, 0, 1000)),
        ("bytes= 0-0 ,", Window(0, 0, 1000)),
    ],
)
def test_range_gives_the_bytes_asked_for(header, expected):
    assert read_range(header, 1000) == expected


@pytest.mark.parametrize(
    "header",
    [
        "bytes=0-1,5-6",
        "bytes=5-1",
        "bytes=a-b",
        "bytes=-",
        "bytes=",
        "bytes",
        "lines=0-9",
        "bytes=0x1-5",
        "bytes=1-2-3",
        "bytes=" + "9" * 5000 + "-",
        "bytes=²-",
    ],
)
def test_range_that_cannot_be_followed_gives_the_whole(header):
    assert read_range(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1001", "bytes=-0"])
def test_range_outside_the_file_is_not_satisfiable(header):
    with pytest.raises(NotSatisfiable):
        read_range(header, 1000)


@given(st.text(max_size=40), st.integers(min_value=1, max_value=10**12))
def test_range_never_leaves_the_file(rest, size):
    try:
        window = read_range("bytes=" + rest, size)
    except NotSatisfiable:
        return
    assert window is None or 0 <= window.first <= window.last < size
