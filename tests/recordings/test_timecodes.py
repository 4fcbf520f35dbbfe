import pytest

from webinar.recordings.timecodes import read_timecode, timecode


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [("0:00", 0), ("12:04", 724_000), (" 1:02:03 ", 3_723_000), ("00:05.5", 5_500)],
)
def test_timecode_is_read(text, milliseconds):
    assert read_timecode(text) == milliseconds


@pytest.mark.parametrize("text", ["", "12", "12:4", "12:60", "a:bc", "-1:00", "1:2:3:4"])
def test_timecode_that_is_none_is_refused(text):
    with pytest.raises(ValueError):
        read_timecode(text)


@pytest.mark.parametrize("milliseconds", [0, 999, 724_000, 3_723_004])
def test_timecode_is_written_as_it_is_read(milliseconds):
    assert read_timecode(timecode(milliseconds)) == milliseconds
