"""Sentences about time and what is left, whole and in the reader's language."""

from django.utils.translation import gettext, ngettext

from .completion import Done, ToDo, is_done, module_steps
from .outline import ModuleOutline


def duration(minutes: int) -> str:
    """Minutes below an hour and a half, then hours, to the nearest five minutes."""
    if minutes < 90:
        return ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}
    hours, rest = divmod(5 * round(minutes / 5), 60)
    if not rest:
        return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
    return ngettext(
        "%(hours)d hour and %(minutes)d minutes", "%(hours)d hours and %(minutes)d minutes", hours
    ) % {"hours": hours, "minutes": rest}


def place(number: int, count: int) -> str:
    return gettext("Lesson %(number)d of %(count)d") % {"number": number, "count": count}


def lessons(count: int) -> str:
    return ngettext("%(count)d lesson", "%(count)d lessons", count) % {"count": count}


def to_do(left: ToDo) -> list[str]:
    """What is still to do, one sentence a line; empty when nothing is."""
    lines = []
    if left.lessons:
        lines.append(
            ngettext("Finish %(count)d lesson", "Finish %(count)d lessons", left.lessons)
            % {"count": left.lessons}
        )
    lines += [
        gettext("Pass the quiz of “%(module)s”") % {"module": title} for title in left.quizzes
    ]
    return lines


def module_progress(module: ModuleOutline, done: Done) -> str:
    asked = module_steps(module)
    finished = sum(is_done(step, done) for step in asked)
    return ngettext(
        "%(done)d of %(all)d step done", "%(done)d of %(all)d steps done", len(asked)
    ) % {"done": finished, "all": len(asked)}
