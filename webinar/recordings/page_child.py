"""Run as a program of its own, within limits, by `pages`: count and draw the pages of a stranger's PDF.

`count PDF` writes "pages N". `leave-out PDF TARGET N,N` writes the PDF again without those pages. `draw PDF FOLDER FIRST STRIDE` draws every STRIDEth page from FIRST on
into FOLDER (NUMBER-WIDTH.webp, .avif and NUMBER.json) and writes "page NUMBER" for each. A refusal is
written as "refused NAME".
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from webinar.recordings.drawing import opened, pictures_of, text_of
from webinar.recordings.errors import DeckLocked, DeckTooLong, DeckUnreadable, NoSlidesLeft
from webinar.recordings.leaving_out import write_without


def count(pdf: str) -> None:
    with opened(Path(pdf)) as document:
        say(f"pages {len(document)}")


def draw(pdf: str, folder: str, first: str, stride: str) -> None:
    with opened(Path(pdf)) as document:
        for number in range(int(first), len(document) + 1, int(stride)):
            page = document[number - 1]
            sizes = []
            for picture in pictures_of(page, avif=True):
                stem = f"{folder}/{number}-{picture.width}"
                Path(f"{stem}.webp").write_bytes(picture.webp)
                Path(f"{stem}.avif").write_bytes(picture.avif)
                sizes.append([picture.width, picture.height])
            told = {"number": number, "text": text_of(page), "sizes": sizes}
            Path(f"{folder}/{number}.json").write_text(json.dumps(told), encoding="utf-8")
            page.close()
            say(f"page {number}")


def leave_out(pdf: str, target: str, numbers: str) -> None:
    write_without(Path(pdf), Path(target), {int(number) for number in numbers.split(",")})


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


DO: dict[str, Callable[..., None]] = {"count": count, "draw": draw, "leave-out": leave_out}

if __name__ == "__main__":
    try:
        DO[sys.argv[1]](*sys.argv[2:])
    except (DeckLocked, DeckTooLong, DeckUnreadable, NoSlidesLeft) as refusal:
        say(f"refused {type(refusal).__name__}")
