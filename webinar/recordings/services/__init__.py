"""Everything that changes a recording, its words or its slides."""

from .captions import replace_captions
from .consents import (
    erase_subject,
    export_subject,
    note_person,
    record_consent,
    withdraw_consent,
)
from .cuts import NewCut, make_cut_renditions, renew_cut_renditions, set_cuts
from .decks import SlideWords, add_deck_from_pdf, describe_slide, set_cues
from .describing import describe, remove_description
from .editing import keep_words, remove_captions, save_captions, save_chapters, save_cues
from .films import film_fits, film_is_made, fit_film, put_film_in_place, remove_film
from .making import let_go_of_source, make_step
from .recordings import (
    NewChapter,
    add_recording,
    details_changed,
    hide,
    publish,
    set_chapters,
    set_rights,
)
from .scenes import ask_for_scenes, find_scenes
from .slide_files import make_slides_pdf, renew_slides_pdf
from .steps import add_steps, take_up_steps, try_again, work
from .taking_over import take_over
from .tidying import take_up_work, tidy
from .uploads import (
    begin_upload,
    erase_uploads,
    export_uploads,
    finish,
    forget_uploads,
    offset_of,
    receive,
    remove_upload,
    try_upload_again,
    upload_of,
)

__all__ = [
    "NewChapter",
    "NewCut",
    "SlideWords",
    "add_deck_from_pdf",
    "add_recording",
    "add_steps",
    "begin_upload",
    "ask_for_scenes",
    "details_changed",
    "describe",
    "describe_slide",
    "erase_subject",
    "erase_uploads",
    "export_subject",
    "export_uploads",
    "finish",
    "forget_uploads",
    "film_fits",
    "film_is_made",
    "find_scenes",
    "fit_film",
    "hide",
    "keep_words",
    "let_go_of_source",
    "make_cut_renditions",
    "make_slides_pdf",
    "make_step",
    "offset_of",
    "note_person",
    "publish",
    "put_film_in_place",
    "receive",
    "record_consent",
    "remove_upload",
    "renew_cut_renditions",
    "renew_slides_pdf",
    "remove_captions",
    "remove_description",
    "remove_film",
    "replace_captions",
    "save_captions",
    "save_chapters",
    "save_cues",
    "set_chapters",
    "set_cues",
    "set_cuts",
    "set_rights",
    "take_over",
    "take_up_steps",
    "take_up_work",
    "tidy",
    "try_again",
    "try_upload_again",
    "upload_of",
    "withdraw_consent",
    "work",
]
