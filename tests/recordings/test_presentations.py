"""What is read of a PPTX."""

from tests.recordings import files
from webinar.recordings.presentations import read_presentation


def test_page_full_of_text_is_no_slide_and_only_its_beginning_is_kept(tmp_path):
    path = tmp_path / "a.pptx"
    path.write_bytes(files.pptx(1, says="woord " * 10_000))

    [slide] = read_presentation(path)

    assert len(slide.text) == 20_000
    assert (slide.title, slide.notes) == ("Dia 1", "Notitie 1")
