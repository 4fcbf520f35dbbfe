"""Reads that cross tables, ready for the screen."""

from .call_card import call_card
from .catalogue import catalogue
from .course import course_screen, module_screen, subject_of
from .finding import search_as_learner
from .lesson import lesson_screen
from .library import resource_screen, shelves
from .organisation import organisation_screen, organisation_table
from .place import my_place, reflections_of

__all__ = [
    "call_card",
    "catalogue",
    "course_screen",
    "lesson_screen",
    "module_screen",
    "my_place",
    "organisation_screen",
    "organisation_table",
    "reflections_of",
    "resource_screen",
    "shelves",
    "search_as_learner",
    "subject_of",
]
