"""What the preview of a quiz shows: the questions that an attempt begun now would ask."""

from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING

from quizzes.drawing import Pool, draw
from quizzes.enums import FeedbackMoment, Layout
from quizzes.pictures import pictured
from quizzes.screens import QuizPreview, asked_question, percentage, preview_review

from .question import ASKED, RIGHT, Question, QuestionTag

if TYPE_CHECKING:
    from .quiz import Quiz


def quiz_preview(quiz: "Quiz", mode: str) -> QuizPreview:
    """The quiz as it stands in the editor, not saved yet; its questions as they are published."""
    fixed = [row.question_id for row in quiz.quiz_questions.all() if row.question_id]
    drawn = _drawn(quiz, fixed)
    known = Question.objects.in_bulk([*fixed, *drawn])
    asked = [known[key] for key in (*fixed, *drawn) if key in known and known[key].live]
    bodies = pictured([question.body() for question in asked])
    shown = list(enumerate(zip(asked, bodies, strict=True), start=1))
    return QuizPreview(
        title=quiz.title,
        intro=quiz.intro,
        pass_mark=percentage(quiz.pass_mark),
        time_limit_minutes=quiz.time_limit_minutes,
        feedback_now=quiz.feedback == FeedbackMoment.NOW,
        one_by_one=quiz.layout == Layout.ONE_BY_ONE,
        questions=[
            asked_question(
                kind=question.type,
                body=body,
                seed=question.key,
                position=position,
                shuffle=quiz.shuffle_options,
            )
            for position, (question, body) in shown
            if mode == ASKED
        ],
        reviews=[
            preview_review(
                kind=question.type,
                body=body,
                seed=question.key,
                position=position,
                right=mode == RIGHT,
            )
            for position, (question, body) in shown
            if mode != ASKED
        ],
        skipped=[str(known[key]) for key in fixed if key in known and not known[key].live],
        drawn=len(drawn),
    )


def _drawn(quiz: "Quiz", taken: list[int]) -> list[int]:
    """The ids that this look draws: the same at every look, another set for each attempt."""
    draws = [row for row in quiz.draws.all() if row.tag_id and row.number]
    tagged = defaultdict(list)
    rows = QuestionTag.objects.filter(
        tag__in=[row.tag_id for row in draws], content_object__live=True
    ).order_by("pk")
    for tag, question in rows.values_list("tag", "content_object"):
        tagged[tag].append(question)
    pools = [Pool(row.number, tagged[row.tag_id]) for row in draws]
    chance = Random(quiz.key)  # noqa: S311 -- a look at a quiz is no secret
    return [key for found in draw(pools, taken=taken, chance=chance) for key in found]
