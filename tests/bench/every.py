"""Every case and every timing, in the order in which they are measured; each area has its own file."""

from collections.abc import Callable

from . import cases, certificates, decks, many_courses, searching, statistics, watching
from .cases import Case
from .timings import Timing

CASES: dict[str, Callable[[], Case]] = {**cases.CASES, "beat": watching.beats}
# What these need would weigh on the others: they are prepared when those are measured.
LATER_CASES: dict[str, Callable[[], Case]] = {
    "my_place_50_courses": many_courses.own_place,
    "course_50_courses": many_courses.course_page,
}
TIMINGS: dict[str, Callable[[], Timing]] = {
    "deck": decks.draw_a_deck,
    "search": searching.find_in_transcripts,
    **statistics.TIMINGS,
    "certificate": certificates.seal_a_document,
    "certificates": certificates.make_in_the_background,
}
# Measured a second time on PostgreSQL, where its own budget or its own locks make it worth it.
ON_POSTGRESQL = {"yardstick", "answer", "classroom", "search", "item_statistics"}
