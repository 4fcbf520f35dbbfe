from .enrolment import Enrolment
from .invitation import CourseInvitation
from .module_attempt import ModuleAttempt
from .note import Note
from .open_question import OpenAnswer
from .organisation import OrganisationReminder
from .progress import LessonProgress, ModuleProgress, Played
from .reflection import Reflection
from .renewal import Renewal, RenewalStep
from .resource import Resource
from .self_assessment import SelfAssessmentInvitation
from .version import CourseVersion, DeclaredChange

# Pages come last: they render through queries, which read the facts above.
from .pages import CourseIndexPage, CoursePage, LessonPage, ModulePage  # isort: skip

__all__ = [
    "CourseIndexPage",
    "CourseInvitation",
    "CoursePage",
    "CourseVersion",
    "DeclaredChange",
    "Enrolment",
    "LessonPage",
    "LessonProgress",
    "ModuleAttempt",
    "ModulePage",
    "ModuleProgress",
    "Note",
    "OpenAnswer",
    "OrganisationReminder",
    "Played",
    "Reflection",
    "Renewal",
    "RenewalStep",
    "Resource",
    "SelfAssessmentInvitation",
]
