"""Sentences about time and what is left, whole and in the reader's language."""

from django.utils.translation import gettext, ngettext

from design.dates import minutes_in_words

from .completion import Done, ToDo, asked_of_module, is_done
from .outline import ModuleOutline

# More quizzes than this are counted instead of named.
MOST_NAMED = 2


def duration(minutes: int) -> str:
    """Minutes as they are below an hour and a half, above it to the nearest five."""
    return minutes_in_words(minutes if minutes < 90 else 5 * round(minutes / 5))


def place(number: int, count: int) -> str:
    return gettext("Lesson %(number)d of %(count)d") % {"number": number, "count": count}


def lessons(count: int) -> str:
    return ngettext("%(count)d lesson", "%(count)d lessons", count) % {"count": count}


def asked_for(*, lessons: int, quizzes: int) -> str:
    """What a renewal asks: how many lessons and quizzes."""
    parts = []
    if lessons:
        parts.append(
            ngettext("%(count)d lesson", "%(count)d lessons", lessons) % {"count": lessons}
        )
    if quizzes:
        parts.append(ngettext("%(count)d quiz", "%(count)d quizzes", quizzes) % {"count": quizzes})
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(lessons)s and %(quizzes)s") % {"lessons": parts[0], "quizzes": parts[1]}


def to_do(left: ToDo) -> list[str]:
    """What is still to do, one sentence a line; empty when nothing is."""
    lines = []
    if left.lessons:
        lines.append(
            ngettext("Finish %(count)d lesson", "Finish %(count)d lessons", left.lessons)
            % {"count": left.lessons}
        )
    if left.sessions:
        lines.append(
            ngettext(
                "Attend %(count)d live session", "Attend %(count)d live sessions", left.sessions
            )
            % {"count": left.sessions}
        )
    if len(left.quizzes) > MOST_NAMED:
        lines.append(
            ngettext("Pass %(count)d quiz", "Pass %(count)d quizzes", len(left.quizzes))
            % {"count": len(left.quizzes)}
        )
    else:
        lines += [
            gettext("Pass the quiz of “%(module)s”") % {"module": title} for title in left.quizzes
        ]
    return lines


def module_progress(module: ModuleOutline, done: Done) -> str:
    needed = asked_of_module(module)
    finished = sum(is_done(step, done) for step in needed)
    return ngettext(
        "%(done)d of %(all)d step done", "%(done)d of %(all)d steps done", len(needed)
    ) % {"done": finished, "all": len(needed)}
