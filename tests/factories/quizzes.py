"""Questions of every type with readable ids, quizzes, and attempts begun through the service."""

from random import Random

import factory

from core.clock import now
from quizzes.models import Question, Quiz, QuizQuestion
from quizzes.services import start_attempt

from .accounts import SubjectFactory


def items(*values):
    """What a ListBlock stores; an `id` in a value becomes the id of the item."""
    return [
        {
            "type": "item",
            "id": value.pop("id") if isinstance(value, dict) else value,
            "value": value,
        }
        for value in values
    ]


def option(key, *, correct=False):
    return {
        "id": key,
        "text": f"Option {key}",
        "correct": correct,
        "feedback": f"Feedback on {key}",
    }


def step(key):
    return {"id": key, "text": f"Step {key}", "feedback": f"Why {key} stands here"}


def pair(key, right):
    return {"id": key, "left": f"Left {key}", "right": right, "feedback": f"Why {key}"}


def scene(key, *choices):
    return {"id": key, "name": key, "text": f"Scene {key}", "choices": items(*choices)}


def path_choice(key, worth, to):
    return {
        "id": key,
        "text": f"Choice {key}",
        "worth": worth,
        "consequence": f"Consequence of {key}",
        "feedback": f"Why {key}",
        "to": to,
    }


RATED = [
    {"type": "item", "id": key, "value": {"text": f"I dare {key}", "reversed": False}}
    for key in ("ask", "call")
]
GAPS = [
    {
        "type": "typed",
        "id": "whom",
        "value": {
            "accepted": [{"type": "item", "id": "1", "value": "1712"}],
            "feedback": "Look again.",
        },
    },
    {
        "type": "choice",
        "id": "then",
        "value": {
            "options": [
                {
                    "type": "item",
                    "id": key,
                    "value": {"text": key, "correct": key == "b", "feedback": ""},
                }
                for key in "abc"
            ]
        },
    },
]


def content(question_type):
    """An example of each type: b is right; a and b are right; true; a b c d; 1-one 2-two 3-three;
    12.5; 1712 and b; ask and call."""
    value = {"stem": f"Stem of {question_type}", "explanation": "The explanation."}
    if question_type in ("single_choice", "case"):
        value["options"] = items(option("a"), option("b", correct=True), option("c"))
    if question_type == "case":
        value["story"] = "The story."
    if question_type == "multiple_response":
        value["options"] = items(
            option("a", correct=True), option("b", correct=True), option("c"), option("d")
        )
    if question_type == "true_false":
        value |= {"answer": "true", "feedback_true": "Indeed.", "feedback_false": "It is true."}
    if question_type == "ordering":
        value["steps"] = items(step("a"), step("b"), step("c"), step("d"))
    if question_type == "matching":
        value["pairs"] = items(pair("1", "one"), pair("2", "two"), pair("3", "three"))
        value["extras"] = items("four")
    if question_type == "short_text":
        value |= {"accepted": items("Veilig Huis"), "feedback": "Look again."}
    if question_type == "numeric":
        value |= {
            "answer": "12.5",
            "unit": "%",
            "tolerance": "0.5",
            "tolerance_kind": "absolute",
            "feedback_right": "Indeed.",
            "feedback_low": "More.",
            "feedback_high": "Less.",
        }
    if question_type == "cloze":
        value |= {"text": "Bel [1] en dan [2].", "gaps": GAPS}
    if question_type == "branching":
        value["scenes"] = items(
            scene("one", path_choice("ask", "good", "two"), path_choice("leave", "poor", "")),
            scene("two", path_choice("wait", "fair", ""), path_choice("call", "good", "")),
        )
    if question_type == "likert":
        value |= {"items": RATED, "lowest": "Not at all", "middle": "", "highest": "Very"}
    return [{"type": question_type, "id": question_type, "value": value}]


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    class Params:
        type = "single_choice"

    key = factory.Sequence(lambda number: f"question-{number}")
    content = factory.LazyAttribute(lambda stub: content(stub.type))


class QuizFactory(factory.django.DjangoModelFactory):
    """A quiz of one question of each type named in `types`."""

    class Meta:
        model = Quiz
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"quiz-{number}")
    title = factory.Sequence(lambda number: f"Quiz {number}")
    pass_mark = 70

    @factory.post_generation
    def types(self, create, types, **kwargs):
        for place, question_type in enumerate(types or ["single_choice", "single_choice"]):
            question = QuestionFactory(type=question_type)
            QuizQuestion.objects.create(quiz=self, question=question, sort_order=place)


def begin(quiz=None, *, subject=None, occasion="course", moment=None, seed=1, **rules):
    """A fresh attempt at the quiz, or at a new one with these rules."""
    return start_attempt(
        quiz=quiz or QuizFactory(**rules),
        subject_id=(subject or SubjectFactory()).pk,
        occasion=occasion,
        now=moment or now(),
        chance=Random(seed),
    )
