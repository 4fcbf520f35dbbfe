"""Everything that changes a recording, its words or its slides."""

from .captions import correct_cue, replace_captions
from .consents import (
    erase_subject,
    export_subject,
    record_consent,
    settle,
    withdraw_consent,
)
from .cuts import NewCut, make_cut_renditions, renew_cut_renditions, set_cuts
from .decks import SlideWords, add_deck_from_pdf, describe_slide, set_cues
from .recordings import NewChapter, add_recording, hide, publish, set_chapters

__all__ = [
    "NewChapter",
    "NewCut",
    "SlideWords",
    "add_deck_from_pdf",
    "add_recording",
    "correct_cue",
    "describe_slide",
    "erase_subject",
    "export_subject",
    "hide",
    "make_cut_renditions",
    "publish",
    "record_consent",
    "renew_cut_renditions",
    "replace_captions",
    "set_chapters",
    "set_cues",
    "set_cuts",
    "settle",
    "withdraw_consent",
]
