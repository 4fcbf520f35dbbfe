"""What to do with a question, said from its figures. No ORM.

Limits: facility and discrimination after Moodle's "Quiz report statistics" (up to 34 % difficult, from
95 % on extremely easy; discrimination below 20 % weak, below 0 probably invalid; internal consistency
satisfactory from 75 %, poor below 64 %); an option that fewer than
5 % choose does not do its work after T. M. Haladyna and S. M. Downing, "How many options is enough for a
multiple-choice test item?", Educational and Psychological Measurement 53 (1993).
"""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

TOO_HARD, TOO_EASY = 0.35, 0.95
WEAK, WRONG_WAY = 0.2, 0.0
HARDLY_CHOSEN = 0.05
HALF, SURE = 0.5, 3.5
SATISFACTORY, BELOW_IT_POOR = 0.75, 0.64


def on_question(
    *, facility: float, discrimination: float | None, wrong: Sequence[tuple[str, float]]
) -> list[str]:
    """Sentences for the editor, the most pressing first; none when the question does its work.

    `wrong` are the wrong options of a question with one right answer, each with the share that chose it.
    """
    found = []
    if discrimination is not None and discrimination < WRONG_WAY:
        found.append(
            _(
                "Who knows more gets this one wrong more often. Check first whether the right answer is"
                " marked as right; then whether the wording can be read in two ways."
            )
        )
    if facility < TOO_HARD:
        found.append(
            _(
                "Too hard: most people miss it. Check the right answer and the wording, and whether the"
                " lesson explains it; otherwise it asks for luck."
            )
        )
    elif facility >= TOO_EASY:
        found.append(
            _(
                "Nearly everybody has it right. Keep it if it reassures at the start; it tells nobody"
                " apart."
            )
        )
    elif discrimination is not None and WRONG_WAY <= discrimination < WEAK:
        found.append(
            _(
                "It hardly tells apart who knows more from who knows less. Ask one thing at a time, and"
                " make the wrong options believable."
            )
        )
    idle = [text for text, share in wrong if share < HARDLY_CHOSEN]
    if idle and len(wrong) > 1 and facility < TOO_EASY:
        found.append(
            _(
                "Hardly anybody chooses %(options)s. A mistake that people really make is better in its"
                " place."
            )
            % {"options": ", ".join(f"“{text}”" for text in idle)}
        )
    return found


def on_quiz(alpha: float | None, standard_error: float | None, asked: int) -> str:
    """One sentence on how far the scores of a quiz can be believed."""
    if alpha is None or standard_error is None:
        return _(
            "How far the score can be believed is not known: too few people took the same questions,"
            " or all of them scored the same."
        )
    margin = {"margin": round(100 * standard_error / asked)}
    if alpha >= SATISFACTORY:
        return (
            _(
                "The questions measure one thing. Two scores in three lie within %(margin)s points of"
                " what the person knows."
            )
            % margin
        )
    if alpha >= BELOW_IT_POOR:
        return (
            _(
                "The questions belong together reasonably. Two scores in three lie within %(margin)s"
                " points of what the person knows."
            )
            % margin
        )
    return (
        _(
            "A score says little about one person: one in three is off by more than %(margin)s points."
            " Short quizzes have this. Trust the feedback more than the score, or add questions."
        )
        % margin
    )


def on_confidence(*, share: float, sure_right: float | None, sure_wrong: float | None) -> str:
    """What to do where people feel sure and are wrong; empty where there is nothing to do."""
    if sure_wrong is None or sure_right is None:
        return ""
    if share < HALF and sure_wrong >= SURE:
        return _(
            "Most people miss this one, and those who do feel sure. Talk it over in the next session:"
            " who feels sure does not look it up."
        )
    if sure_wrong > sure_right:
        return _(
            "Those who miss it feel surer than those who have it right. Explain why in the lesson."
        )
    return ""


def on_change(mean: float, low: float, high: float) -> str:
    """One sentence on a paired change; `low` and `high` are the ends of its confidence interval."""
    values = {
        "mean": number_format(abs(mean), 1),
        "low": number_format(low, 1),
        "high": number_format(high, 1),
    }
    if low > 0:
        words = _(
            "People feel surer: %(mean)s points on a scale of 5. Chance apart, the change lies between"
            " %(low)s and %(high)s."
        )
    elif high < 0:
        words = _(
            "People feel less sure: %(mean)s points on a scale of 5. Chance apart, the change lies"
            " between %(low)s and %(high)s. That may mean that they see better what they did not know."
        )
    else:
        words = _(
            "No clear change: it lies between %(low)s and %(high)s, and nought is in between. More"
            " people would say more."
        )
    return words % values
