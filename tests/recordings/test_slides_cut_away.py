"""A slide of which every moment is cut is neither shown, fetched by address, nor in the PDF."""

from io import BytesIO

import pikepdf
import pytest
from django_tasks_db.models import DBTaskResult

from core.clock import now
from tests.at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
    SlideImageFactory,
    keep,
)
from webinar.recordings.enums import Audience
from webinar.recordings.models import CutList, Recording, SlidesPdf
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.queries import player
from webinar.recordings.quoting import Asked, quotes
from webinar.recordings.services import (
    NewCut,
    details_changed,
    set_cues,
    set_cuts,
    tidy,
)
from webinar.recordings.serving import etag_of
from webinar.recordings.slides_shown import gone
from webinar.recordings.timeline import Timeline
from webinar.recordings.workbench import cue_rows, earlier_deck

pytestmark = pytest.mark.django_db

PAGES = 4


def pages_of(content):
    """What each page says, read from its content stream."""
    with pikepdf.open(BytesIO(content)) as document:
        return [page.Contents.read_bytes().decode() for page in document.pages]


def pdf():
    """Four pages, as an office program writes them: one list of pictures for all of them, an outline and
    a link that point at the second page."""
    document = pikepdf.new()
    pictures = pikepdf.Dictionary()
    for number in range(1, PAGES + 1):
        picture = pikepdf.Stream(document, f"picture of page {number}".encode())
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 1, 1, 8
        picture.ColorSpace = pikepdf.Name.DeviceGray
        pictures[f"/P{number}"] = document.make_indirect(picture)
    shared = document.make_indirect(pikepdf.Dictionary(XObject=pictures))
    for number in range(1, PAGES + 1):
        page = document.add_blank_page(page_size=(960, 540))
        page.Contents = pikepdf.Stream(
            document, f"% words of page {number}\n/P{number} Do".encode()
        )
        page.Resources = shared
    second = document.pages[1].obj
    document.pages[0].Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                Dest=[second, pikepdf.Name.Fit],
            )
        ]
    )
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("A name that is cut", 1))
    stream = BytesIO()
    document.save(
        stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    return stream.getvalue()


def deck(title="Slides"):
    content = pdf()
    made = SlideDeckFactory(
        title=title,
        pdf=keep("decks", content, ".pdf"),
        pdf_size=len(content),
        pdf_sha256=etag_of(content),
    )
    for number in range(1, PAGES + 1):
        SlideImageFactory(slide=SlideFactory(deck=made, number=number))
    return made


@pytest.fixture
def recording():
    """Four minutes, a slide a minute, open to everyone."""
    recording = RecordingFactory(audience=Audience.EVERYONE, deck=deck(), duration_ms=240_000)
    set_cues(recording=recording, cues=[(number, (number - 1) * 60_000) for number in range(1, 5)])
    return recording


def cut(recording, *spans):
    """These parts are taken out; a recording without files has none to make."""
    before = Recording.objects.get(pk=recording.pk).cut_list_id
    set_cuts(
        recording=recording,
        cuts=[NewCut(*span) for span in spans],
        based_on=before,
        now=now(),
    )
    CutList.objects.update(made_at=now())
    recording.refresh_from_db()


def picture(recording, number):
    return f"/dia/{recording.deck.public_id}/{number}-480.webp"


def address(recording):
    return f"/opname/{recording.public_id}/slides.pdf"


def body(response):
    return b"".join(response.streaming_content)


def test_slides_that_are_gone_have_no_moment_left():
    cues = [(1, 0), (2, 60_000), (1, 120_000), (3, 180_000)]

    assert gone(cues, Timeline(240_000, ((0, 120_000),))) == {2}
    assert gone(cues, Timeline(240_000, ((0, 180_000), (239_000, 240_000)))) == {1, 2}
    assert gone(cues, Timeline(240_000, ((60_000, 119_999),))) == set()
    assert gone([], Timeline(240_000, ((0, 60_000),))) == set()


def test_picture_of_a_slide_that_is_cut_away_is_no_address_for_viewers(client, recording):
    cut(recording, (60_000, 120_000), (120_000, 121_000))

    assert client.get(picture(recording, 2)).status_code == 404
    assert client.get(picture(recording, 3)).status_code == 200
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(picture(recording, 2)).status_code == 200


def test_picture_stays_where_another_recording_shows_the_slide(client, recording):
    cut(recording, (60_000, 120_000))
    RecordingFactory(audience=Audience.EVERYONE, deck=recording.deck)

    assert client.get(picture(recording, 2)).status_code == 200


def test_pdf_is_withheld_with_a_word_until_it_is_made_without_the_slide(client, recording, work):
    RenditionFactory(recording=recording)
    cut(recording, (60_000, 120_000))

    screen = player(recording=recording, viewer_subject_id=None, language="nl")
    assert (screen.slides_pdf_url, screen.slides_pdf_awaited) == ("", True)
    assert client.get(address(recording)).status_code == 404

    DBTaskResult.objects.exclude(task_path__endswith="make_slides_pdf").delete()
    work()

    content = body(client.get(address(recording)))
    assert [text.split("\n")[0] for text in pages_of(content)] == [
        "% words of page 1",
        "% words of page 3",
        "% words of page 4",
    ]
    screen = player(recording=recording, viewer_subject_id=None, language="nl")
    assert (screen.slides_pdf_size, screen.slides_pdf_awaited) == (len(content), False)


def test_nothing_of_a_page_left_out_stays_in_the_file(client, recording, work):
    cut(recording, (60_000, 120_000))
    work()

    with pikepdf.open(BytesIO(body(client.get(address(recording))))) as document:
        written = [
            each.read_bytes() for each in document.objects if isinstance(each, pikepdf.Stream)
        ]
        names = [str(each) for each in document.objects]

    assert any(b"picture of page 1" in each for each in written)
    assert not any(b"page 2" in each for each in written)
    assert not any("A name that is cut" in each for each in names)


def test_pdf_follows_cuts_and_slide_times(client, recording, work):
    whole = body(client.get(address(recording)))
    cut(recording, (60_000, 120_000))
    work()
    without_second = SlidesPdf.objects.get()
    assert without_second.left_out == [2]

    set_cues(recording=recording, cues=[(1, 0), (3, 60_000), (2, 120_000)])
    assert client.get(address(recording)).status_code == 404
    work()
    assert SlidesPdf.objects.get().left_out == [3]
    assert len(pages_of(body(client.get(address(recording))))) == PAGES - 1

    cut(recording)
    assert not SlidesPdf.objects.exists()
    assert body(client.get(address(recording))) == whole


def test_pdf_that_was_made_is_removed_with_its_bytes(
    recording, work, django_capture_on_commit_callbacks
):
    cut(recording, (60_000, 120_000))
    work()
    name = SlidesPdf.objects.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        cut(recording)

    assert not private_storage().exists(name)


def test_with_every_slide_cut_away_there_is_no_pdf_and_the_screen_says_why(recording, work):
    set_cues(recording=recording, cues=[(number, number * 1_000) for number in range(1, 5)])
    cut(recording, (1_000, 240_000))
    work()

    assert (SlidesPdf.objects.get().fault, SlidesPdf.objects.get().file.name) == (
        "NoSlidesLeft",
        "",
    )


def test_damaged_pdf_fails_in_words_and_is_tried_again(client, recording, work):
    private_storage().delete(recording.deck.pdf.name)
    private_storage().save(recording.deck.pdf.name, BytesIO(b"%PDF-1.7 and nothing else"))
    cut(recording, (60_000, 120_000))
    work()
    assert SlidesPdf.objects.get().fault == "DeckUnreadable"
    client.force_login(UserFactory(is_superuser=True))

    page = client.get(f"/admin/opnames/{recording.pk}/knippen/").content.decode()
    assert 'name="again"' in page

    private_storage().delete(recording.deck.pdf.name)
    private_storage().save(recording.deck.pdf.name, BytesIO(pdf()))
    client.post(f"/admin/opnames/{recording.pk}/knippen/", {"again": "1"})
    work()
    assert SlidesPdf.objects.get().file


def test_pdf_that_nobody_asked_for_is_asked_for_by_the_clock(client, recording, work):
    cut(recording, (60_000, 120_000))
    SlidesPdf.objects.all().delete()
    DBTaskResult.objects.all().delete()

    tidy(now())
    work()

    assert client.get(address(recording)).status_code == 200


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_pdf_is_asked_for_once_by_an_editor_and_the_clock(recording):
    cut(recording, (60_000, 120_000))
    SlidesPdf.objects.all().delete()

    at_once(*[lambda: tidy(now()), lambda: details_changed(recording=recording)] * 2)

    assert SlidesPdf.objects.get().left_out == [2]


# --- Another presentation


def test_times_of_another_presentation_are_shown_nowhere(client, recording):
    recording.deck = deck("Nieuwe dia's")
    recording.save()
    details_changed(recording=recording)

    screen = player(recording=recording, viewer_subject_id=None, language="nl")
    assert screen.slides == []
    assert [row["at"] for row in cue_rows(recording)] == [None] * PAGES
    quote = quotes([Asked(recording.pk, "nl", 60_000)], {recording.pk: recording.timeline()})
    assert [each.slide for each in quote.values()] == [""]
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(f"/admin/opnames/{recording.pk}/dias/").content.decode()
    assert "“Slides”" in page


def test_times_come_back_with_their_presentation_and_go_when_new_ones_are_saved(recording):
    first, second = recording.deck, deck("Nieuwe dia's")
    recording.deck = second
    recording.save()
    assert earlier_deck(recording) == "Slides"

    recording.deck = first
    recording.save()
    assert [row["at"] for row in cue_rows(recording)] == [0, 60_000, 120_000, 180_000]

    recording.deck = second
    recording.save()
    set_cues(recording=recording, cues=[(1, 60_000)])
    assert earlier_deck(recording) == ""
    assert recording.cues.get().slide.deck == second


def test_times_typed_for_a_presentation_that_was_changed_meanwhile_are_refused(client, recording):
    client.force_login(UserFactory(is_superuser=True))
    recording.cues.all().delete()
    where = f"/admin/opnames/{recording.pk}/dias/"
    version = client.get(where).context["version"]
    recording.deck = deck("Nieuwe dia's")
    recording.save()
    sent = {
        "rows-TOTAL_FORMS": 1,
        "rows-INITIAL_FORMS": 0,
        "rows-0-slide": "1",
        "rows-0-at": "0:10",
        "version": version,
    }

    page = client.post(where, sent)

    assert page.status_code == 200
    assert not recording.cues.exists()
