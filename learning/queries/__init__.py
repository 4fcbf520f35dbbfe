"""Reads that cross tables, ready for the screen."""

from .call_card import call_card
from .catalogue import catalogue
from .course import course_screen, module_screen, subject_of
from .finding import search_as_learner
from .lesson import lesson_screen
from .library import resource_screen, shelves
from .note_fields import moment_in, note_field, notes_in_lesson, segment_of
from .notes import line_of, my_notes, note_of, notes_as_text
from .organisation import organisation_screen, organisation_table
from .place import my_place
from .ratings import Rated, rated
from .reflections import my_reflections, reflections_as_text
from .renewals import way_on_in_renewal
from .self_assessment import (
    invitation_of,
    later_form,
    open_assessment_of_course,
    own_assessments,
    raw_answers,
)

__all__ = [
    "call_card",
    "Rated",
    "catalogue",
    "course_screen",
    "invitation_of",
    "later_form",
    "lesson_screen",
    "line_of",
    "module_screen",
    "moment_in",
    "my_notes",
    "my_place",
    "note_field",
    "note_of",
    "notes_as_text",
    "notes_in_lesson",
    "open_assessment_of_course",
    "organisation_screen",
    "organisation_table",
    "own_assessments",
    "rated",
    "raw_answers",
    "my_reflections",
    "reflections_as_text",
    "resource_screen",
    "shelves",
    "search_as_learner",
    "segment_of",
    "subject_of",
    "way_on_in_renewal",
]
