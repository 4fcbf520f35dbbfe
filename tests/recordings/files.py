"""Files as people upload them, small and made on the spot."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pypdfium2
from pptx import Presentation

from webinar.recordings.encoding import encode

ENOUGH = {"seconds": 60, "memory_bytes": 1_500_000_000}
FAST = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]


def picture(seconds: float, size: str = "320x180", rate: int = 10) -> list[str]:
    return ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}"]


def sound(seconds: float, volume: float = 0.05) -> list[str]:
    return ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds},volume={volume}"]


def mp4(path: Path, seconds: float = 3) -> Path:
    encode([*picture(seconds), *sound(seconds), *FAST, "-c:a", "aac", "-f", "mp4", path], **ENOUGH)
    return path


def webm(path: Path, seconds: float = 2) -> Path:
    """As a browser records: no duration in its head."""
    quick = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"]
    live = ["-f", "webm", "-live", "1"]
    encode([*picture(seconds), *sound(seconds), *quick, *live, path], **ENOUGH)
    return path


def m4a(path: Path, seconds: float = 2) -> Path:
    encode([*sound(seconds), "-c:a", "aac", "-f", "ipod", path], **ENOUGH)
    return path


def mp3(path: Path, seconds: float = 2) -> Path:
    encode(
        [*sound(seconds), "-c:a", "libmp3lame", "-id3v2_version", "0", "-f", "mp3", path], **ENOUGH
    )
    return path


def pdf(pages: int = 2) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(960, 540)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def locked_pdf() -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(stream, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return stream.getvalue()


def pptx(slides: int = 2, hidden: int = 0, says: str = "Signaal") -> bytes:
    """Each slide has a title, a line, a note; the last `hidden` ones are not shown."""
    presentation = Presentation()
    for number in range(1, slides + hidden + 1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Dia {number}"
        slide.placeholders[1].text = f"{says} {number}"
        slide.notes_slide.notes_text_frame.text = f"Notitie {number}"
        if number > slides:
            slide.element.set("show", "0")
    stream = BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def empty_slides(slides: int, hidden: int = 0) -> bytes:
    """A presentation of many slides with nothing on them; the first `hidden` ones are not shown."""
    presentation = Presentation()
    for number in range(slides):
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        if number < hidden:
            slide.element.set("show", "0")
    stream = BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A presentation with one more part in its zip."""
    stream = BytesIO(content)
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return stream.getvalue()
