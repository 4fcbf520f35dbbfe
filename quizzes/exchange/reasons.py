"""Why a file or a question is refused (Reason), and what a question comes in without (Loss)."""

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Reason(StrEnum):
    # The whole file
    EMPTY = auto()
    TOO_LARGE = auto()
    TOO_MANY = auto()
    NOT_UTF8 = auto()
    UNKNOWN_FORMAT = auto()
    NOT_XML = auto()
    DTD = auto()
    TOO_DEEP = auto()
    TOO_MANY_ELEMENTS = auto()
    NOT_A_ZIP = auto()
    ZIP_PATH = auto()
    ZIP_LOCKED = auto()
    ZIP_BOMB = auto()
    ZIP_EMPTY = auto()
    QTI_ONE = auto()
    # One question of any format
    CONTROL_SIGN = auto()
    PICTURE = auto()
    SECOND_PICTURE = auto()
    NO_ALT = auto()
    NOT_A_PICTURE = auto()
    PICTURE_TOO_LARGE = auto()
    TOO_MANY_PIXELS = auto()
    LINK = auto()
    SCRIPT = auto()
    FORMULA = auto()
    BROKEN_HTML = auto()
    TEXT_TOO_LONG = auto()
    NO_PLACE = auto()
    NO_STEM = auto()
    NO_RIGHT_ANSWER = auto()
    NOT_ALLOWED = auto()
    WILDCARD = auto()
    KEY_TAKEN = auto()
    TAG_TOO_LONG = auto()
    NOT_A_NUMBER = auto()
    SEVERAL_NUMBERS = auto()
    GAP_TYPE = auto()
    # GIFT and Aiken
    NO_ANSWERS = auto()
    OPEN_ANSWER = auto()
    BRACES = auto()
    SEVERAL_BRACES = auto()
    NO_ARROW = auto()
    GIFT_ORDERING = auto()
    NO_OPTIONS = auto()
    NO_ANSWER_LINE = auto()
    UNKNOWN_LETTER = auto()
    DOUBLE_LETTER = auto()
    # Moodle XML and QTI
    NOT_THERE = auto()
    OUTSIDE = auto()
    SEVERAL_INTERACTIONS = auto()
    UNKNOWN_CHOICE = auto()
    OTHER_ROOT = auto()
    # On the way out
    NO_PLACE_IN_FORMAT = auto()
    TOO_MANY_OUT = auto()
    PAIR_FEEDBACK = auto()
    NUMBER_FEEDBACK = auto()
    ARROW = auto()
    RESERVED_TAG = auto()
    UNFINISHED = auto()
    PICTURE_OUT = auto()
    NOT_PORTABLE = auto()
    CANNOT_RETURN = auto()


class Loss(StrEnum):
    FORMATTING = auto()
    WEIGHTS = auto()
    PARTIAL_CREDIT = auto()
    CASE_MATTERS = auto()
    ANSWER_FEEDBACK = auto()
    OVERALL_FEEDBACK = auto()
    HINTS = auto()
    GRADE = auto()
    RUBRIC = auto()
    NEW_KEY = auto()
    UNITS = auto()
    TOLERANCE = auto()
    STEM_ADDED = auto()
    UNUSED_FILE = auto()


SENTENCES: "dict[Reason | Loss, StrPromise]" = {
    Reason.EMPTY: _("There is no question in this file."),
    Reason.TOO_LARGE: _("This file is larger than %(megabytes)s MB. Split it."),
    Reason.TOO_MANY: _("This file holds more than %(count)s questions. Split it."),
    Reason.NOT_UTF8: _("This file is not written in UTF-8. Save it as UTF-8 and try again."),
    Reason.UNKNOWN_FORMAT: _(
        "This is not a file we can read: no GIFT, Moodle XML, Aiken or QTI was found in it."
    ),
    Reason.NOT_XML: _("The XML of this file is broken here (%(why)s)."),
    Reason.DTD: _(
        "This file has a document type or entities of its own. They can reach for other files, so we "
        "do not read it. Take the DOCTYPE line out and try again."
    ),
    Reason.TOO_DEEP: _("The XML of this file is nested too deeply."),
    Reason.TOO_MANY_ELEMENTS: _(
        "The XML of this file holds more than %(count)s elements. Split the file."
    ),
    Reason.NOT_A_ZIP: _("This package is damaged: it cannot be unpacked."),
    Reason.ZIP_PATH: _("This package holds a file outside its own folder (%(file)s)."),
    Reason.ZIP_LOCKED: _("This package is locked with a password."),
    Reason.ZIP_BOMB: _("Unpacked, this package is far larger than a package of questions can be."),
    Reason.ZIP_EMPTY: _("There is no question in this package."),
    Reason.QTI_ONE: _("This is QTI 1.2, which we do not read. Export it again as QTI 2.x or 3.0."),
    Reason.CONTROL_SIGN: _("There is a sign in it that cannot be stored (U+%(sign)s)."),
    Reason.PICTURE: _(
        "There is a picture, sound or video in it (%(what)s), which does not come in."
    ),
    Reason.SECOND_PICTURE: _(
        "There is a second picture at one text (%(what)s); the bank has place for one."
    ),
    Reason.NO_ALT: _(
        "The picture %(what)s has no alternative text. Say in words what it shows, for who cannot see it."
    ),
    Reason.NOT_A_PICTURE: _("%(what)s is no PNG, JPEG, GIF or WebP picture, or it is damaged."),
    Reason.PICTURE_TOO_LARGE: _("The picture %(what)s is larger than %(megabytes)s MB."),
    Reason.TOO_MANY_PIXELS: _("The picture %(what)s has more than %(count)s million pixels."),
    Reason.LINK: _("There is a link in it (%(what)s). Links to other places do not come in."),
    Reason.SCRIPT: _("There is a script or a form in it (%(what)s)."),
    Reason.FORMULA: _(
        "There is a formula in it (%(what)s), which would read otherwise as plain text."
    ),
    Reason.BROKEN_HTML: _("Its HTML is broken."),
    Reason.TEXT_TOO_LONG: _("A text in it is longer than %(count)s characters."),
    Reason.NO_PLACE: _("The question bank has no place for this type: %(type)s."),
    Reason.NO_STEM: _("There is no question text."),
    Reason.NO_RIGHT_ANSWER: _("The file does not say which answer is right."),
    Reason.NOT_ALLOWED: _("%(field)s: %(why)s"),
    Reason.WILDCARD: _(
        "The accepted answer “%(answer)s” has a * that stands for anything. The bank compares whole "
        "answers."
    ),
    Reason.KEY_TAKEN: _("Another question already has the key “%(key)s”."),
    Reason.TAG_TOO_LONG: _("The tag “%(tag)s” is longer than %(count)s characters."),
    Reason.NOT_A_NUMBER: _("“%(text)s” is not a number."),
    Reason.SEVERAL_NUMBERS: _("There is more than one right number."),
    Reason.GAP_TYPE: _("The question bank has no place for this kind of gap: %(type)s."),
    Reason.NO_ANSWERS: _("There are no answers between { and }: this is only a text."),
    Reason.OPEN_ANSWER: _("This is an open question, which nobody can mark by machine."),
    Reason.BRACES: _("{ and } do not come in a pair."),
    Reason.SEVERAL_BRACES: _("There is more than one pair of { and }."),
    Reason.NO_ARROW: _("In “%(answer)s” the arrow -> is missing."),
    Reason.GIFT_ORDERING: _(
        "GIFT has no ordering question of its own. Use Moodle XML or QTI for it."
    ),
    Reason.NO_OPTIONS: _("There are no two options that begin with a letter, such as “A. …”."),
    Reason.NO_ANSWER_LINE: _("The line that says which option is right (ANSWER: A) is missing."),
    Reason.UNKNOWN_LETTER: _("Option %(letter)s is not there."),
    Reason.DOUBLE_LETTER: _("Two options have the same letter."),
    Reason.NOT_THERE: _("<%(tag)s> is missing."),
    Reason.OUTSIDE: _("It refers to something outside the file (%(what)s)."),
    Reason.SEVERAL_INTERACTIONS: _("It asks several things at once (%(what)s)."),
    Reason.UNKNOWN_CHOICE: _("The right answer “%(choice)s” is not one of the options."),
    Reason.OTHER_ROOT: _("This is not a question but something else: <%(tag)s>."),
    Reason.NO_PLACE_IN_FORMAT: _("%(format)s has no place for this type: %(type)s."),
    Reason.TOO_MANY_OUT: _(
        "A file holds at most %(count)s questions and %(megabytes)s MB, or it would not come back. "
        "Export one quiz or one tag at a time."
    ),
    Reason.PAIR_FEEDBACK: _("GIFT has no place for feedback on a pair. Use Moodle XML for it."),
    Reason.NUMBER_FEEDBACK: _(
        "GIFT has one feedback for all wrong numbers, not one for lower and one for higher ones. Use "
        "Moodle XML for it."
    ),
    Reason.ARROW: _("GIFT cannot write an arrow (->) here. Use Moodle XML for it."),
    Reason.RESERVED_TAG: _(
        "The tag “%(tag)s” would be read as something else, or cannot be written, in %(format)s."
    ),
    Reason.UNFINISHED: _("It is a draft that is not finished."),
    Reason.PICTURE_OUT: _(
        "There is an image in it, and a file in %(format)s holds none. Use Moodle XML for it."
    ),
    Reason.NOT_PORTABLE: _("There is something in it that no file of this kind can hold."),
    Reason.CANNOT_RETURN: _("%(format)s cannot hold this text so that it comes back the same."),
    Loss.FORMATTING: _("Formatting such as bold or a table is left out; the text stays."),
    Loss.WEIGHTS: _(
        "The weight of each option is left out: the bank gives the share of right options less the "
        "share of wrong ones."
    ),
    Loss.PARTIAL_CREDIT: _(
        "“%(answer)s” earned a part in the file and counts as wrong in the bank."
    ),
    Loss.CASE_MATTERS: _("Capitals counted in the file and do not in the bank."),
    Loss.ANSWER_FEEDBACK: _("The feedback on an accepted answer is left out."),
    Loss.OVERALL_FEEDBACK: _(
        "The feedback on the whole answer (right, partly, wrong) is left out."
    ),
    Loss.HINTS: _("The hints are left out."),
    Loss.GRADE: _("The weight of the question is left out: in a quiz all weigh the same."),
    Loss.RUBRIC: _("The notes for whoever marks are left out."),
    Loss.UNITS: _("What the file asks of the unit is left out: in the bank it need not be typed."),
    Loss.TOLERANCE: _("The margin stands in a program that we do not run. Fill it in yourself."),
    Loss.STEM_ADDED: _("The file asks nothing above the text with gaps; it says: “%(stem)s”"),
    Loss.UNUSED_FILE: _("A file in it that no text shows is left out (%(what)s)."),
    Loss.NEW_KEY: _("The key “%(key)s” cannot be used in the bank; the question gets another one."),
}
