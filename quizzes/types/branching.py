"""A case in scenes: every choice has a consequence and leads on; the answer is the path walked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes import scoring
from quizzes.errors import MalformedResponse

from .base import Body, Choice, Given, QuestionType, Row
from .editing import (
    FromTwoBlock,
    PictureBlock,
    QuestionBlock,
    TeachingPictureBlock,
    common,
    feedback_picture_block,
    picture_of,
)
from .reading import only_key

GOOD, FAIR, POOR = "good", "fair", "poor"
WORTHS = scoring.WORTHS
VERDICTS = {GOOD: "right", FAIR: "partly", POOR: "wrong"}


class PathChoiceBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Choice"), rows=1, max_length=1000)
    picture = PictureBlock(label=_("Image"), required=False)
    worth = blocks.ChoiceBlock(
        label=_("This choice is"),
        default=POOR,
        choices=[(GOOD, _("good")), (FAIR, _("defensible")), (POOR, _("not good"))],
    )
    consequence = blocks.TextBlock(
        label=_("Consequence"),
        rows=2,
        max_length=1000,
        help_text=_("What happens then: shown as soon as the choice is made."),
    )
    consequence_picture = TeachingPictureBlock(
        label=_("Image with the consequence"), required=False
    )
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        required=False,
        rows=1,
        max_length=1000,
        help_text=_("Why this is good or not: shown with the result."),
    )
    feedback_picture = feedback_picture_block()
    to = blocks.CharBlock(
        label=_("Leads to"),
        required=False,
        max_length=40,
        help_text=_("The name of a later scene. Leave empty when the case ends here."),
    )

    class Meta:
        icon = "arrow-right"
        label_format = "{text}"


class SceneBlock(blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("Name of the scene"),
        max_length=40,
        help_text=_("For editors: learners never see it."),
    )
    text = blocks.TextBlock(label=_("What happens"), rows=3, max_length=3000)
    picture = PictureBlock(label=_("Image"), required=False)
    choices = FromTwoBlock(PathChoiceBlock(), label=_("Choices"), max_num=6)

    class Meta:
        icon = "form"
        label_format = "{name}"


class BranchingBlock(QuestionBlock):
    scenes = blocks.ListBlock(
        SceneBlock(),
        label=_("Scenes"),
        min_num=1,
        max_num=20,
        help_text=_("The case begins with the first one."),
    )
    explanation = blocks.TextBlock(
        label=_("Debrief"),
        rows=4,
        max_length=4000,
        help_text=_("What this case teaches: shown with the result, whatever the path was."),
    )

    class Meta:
        icon = "redirect"
        label = _("Case with choices")
        form_layout = ["stem", "picture", "scenes", "explanation", "explanation_picture"]

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Scenes lead to later scenes only, so that every path ends."""
        cleaned = super().clean(value)
        trouble = _trouble([child.value for child in cleaned["scenes"].bound_blocks])
        if trouble:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "scenes": blocks.list_block.ListBlockValidationError(
                        non_block_errors=[ValidationError(words) for words in trouble]
                    )
                }
            )
        return cleaned


class Branching(QuestionType):
    """The answer is `{"path": [choice id, …]}` from the first scene on. It only grows: who has seen
    a consequence cannot choose otherwise."""

    key = "branching"
    label = _("Case with choices")
    block: type[blocks.StructBlock] = BranchingBlock
    shape = "path"
    asks = "quizzes/questions/branching.html"
    reviews = "quizzes/reviews/branching.html"

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        """Scenes in the editor's order; a choice leads `to` the id of a later one, or to "" (the end)."""
        children = value["scenes"].bound_blocks
        ids = {child.value["name"]: child.id for child in children}
        return common(value) | {"scenes": [_scene(child, ids) for child in children]}

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        """`scene/choice` for every choice of every scene."""
        drawn = []
        for scene in body["scenes"]:
            keys = [f"{scene['id']}/{choice['id']}" for choice in scene["choices"]]
            if shuffle:
                chance.shuffle(keys)
            drawn += keys
        return drawn

    def clean(self, body: Body, raw: object) -> Given:
        path = only_key(raw, "path")
        if not isinstance(path, list) or len(path) > len(body["scenes"]):
            raise MalformedResponse
        if not all(isinstance(key, str) for key in path):
            raise MalformedResponse
        if len(list(_walk(body, path))) != len(path):
            raise MalformedResponse
        return Given({"path": path})

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        """The path so far stands in hidden fields, the next choice beside it."""
        chosen = form.get(name, "")
        return {"path": [*form.getlist(f"{name}-path"), *([chosen] if chosen else [])]}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("path")

    def is_whole(self, body: Body, given: Given) -> bool:
        return _scene_after(body, _path(given)) is None

    def follows(self, body: Body, before: Given | None, after: Given) -> bool:
        walked = _path(before)
        return _path(after)[: len(walked)] == walked

    def example(self, body: Body, *, right: bool) -> Given:
        path: list[str] = []
        best = max if right else min
        while scene := _scene_after(body, path):
            path.append(best(scene["choices"], key=lambda choice: WORTHS[choice["worth"]])["id"])
        return Given({"path": path})

    def mark(self, body: Body, given: Given) -> Fraction:
        walked = list(_walk(body, _path(given)))
        return scoring.path(
            worths=[WORTHS[choice["worth"]] for _scene, choice in walked],
            left=_longest_way(body, _scene_after(body, _path(given))),
        )

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        """The scenes walked, each with the choice made (`yours`) and its consequence, and the next
        scene with its choices; none when the case has ended."""
        rows = [
            Row(
                id=scene["id"],
                text=scene["text"],
                choices=[_asked(choice, chosen=True)],
                yours=choice["text"],
                feedback=choice["consequence"],
                feedback_picture=choice.get("consequence_picture"),
                picture=scene.get("picture"),
            )
            for scene, choice in _walk(body, _path(given))
        ]
        scene = _scene_after(body, _path(given))
        if scene is not None:
            choices = [_asked(item) for item in _in_order(scene, order)]
            rows.append(
                Row(
                    id=scene["id"],
                    text=scene["text"],
                    choices=choices,
                    picture=scene.get("picture"),
                )
            )
        return rows

    def show_posted(self, body: Body, order: list[str], form: QueryDict, name: str) -> list[Row]:
        walked = [choice["id"] for _scene, choice in _walk(body, form.getlist(f"{name}-path"))]
        return self.show(body, order, Given({"path": walked}))

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        """The scenes walked; every scene for one who made no choice."""
        made = {scene["id"]: choice for scene, choice in _walk(body, _path(given))}
        scenes = [scene for scene in body["scenes"] if scene["id"] in made or not made]
        return [_reviewed(scene, order, made.get(scene["id"])) for scene in scenes]


def _trouble(scenes: list[blocks.StructValue]) -> list[Any]:
    """What is wrong with the way scenes lead to each other, in sentences."""
    names = [scene["name"] for scene in scenes]
    found: list[Any] = []
    if len(set(names)) != len(names):
        found.append(_("Every scene has a name of its own."))
    reached = set(names[:1])
    for place, scene in enumerate(scenes):
        leads = [choice["to"] for choice in scene["choices"] if choice["to"]]
        reached.update(leads)
        if any(name not in names[place + 1 :] for name in leads):
            words = _("A choice in scene “%(scene)s” leads to a scene that does not come later.")
            found.append(words % {"scene": scene["name"]})
        if not any(choice["worth"] == GOOD for choice in scene["choices"]):
            words = _("Scene “%(scene)s” has no good choice.")
            found.append(words % {"scene": scene["name"]})
    for name in names:
        if name not in reached:
            found.append(_("No choice leads to scene “%(scene)s”.") % {"scene": name})
    return found


def _scene(child: blocks.list_block.ListValue.ListChild, ids: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": child.id,
        "text": child.value["text"],
        **picture_of(child.value),
        "choices": [
            {
                "id": choice.id,
                "text": choice.value["text"],
                "worth": choice.value["worth"],
                "consequence": choice.value["consequence"],
                "feedback": choice.value["feedback"],
                "to": ids.get(choice.value["to"], ""),
                **picture_of(choice.value),
                **picture_of(choice.value, "consequence_picture"),
                **picture_of(choice.value, "feedback_picture"),
            }
            for choice in child.value["choices"].bound_blocks
        ],
    }


def _path(given: Given | None) -> list[str]:
    return given.response.get("path", []) if given else []


def _walk(body: Body, path: list[str]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each scene of the path with the choice made in it, as far as the path makes sense."""
    scenes = {scene["id"]: scene for scene in body["scenes"]}
    scene = body["scenes"][0]
    for key in path:
        choice = next((item for item in scene["choices"] if item["id"] == key), None)
        if choice is None:
            return
        yield scene, choice
        if not choice["to"]:
            return
        scene = scenes[choice["to"]]


def _scene_after(body: Body, path: list[str]) -> dict[str, Any] | None:
    """The scene where the path has come; None at the end of the case."""
    walked = list(_walk(body, path))
    if not walked:
        return body["scenes"][0]
    to = walked[-1][1]["to"]
    return next((scene for scene in body["scenes"] if scene["id"] == to), None)


def _longest_way(body: Body, scene: dict[str, Any] | None) -> int:
    """How many choices the longest way from this scene to an end takes."""
    ways = {"": 0}
    for item in reversed(body["scenes"]):
        ways[item["id"]] = 1 + max(ways[choice["to"]] for choice in item["choices"])
    return ways[scene["id"]] if scene else 0


def _in_order(scene: Mapping[str, Any], order: list[str]) -> list[dict[str, Any]]:
    choices = {f"{scene['id']}/{choice['id']}": choice for choice in scene["choices"]}
    return [choices[key] for key in order if key in choices]


def _asked(choice: Mapping[str, Any], *, chosen: bool = False) -> Choice:
    """A choice as it is asked: nothing tells what follows or whether it is good."""
    return Choice(choice["id"], choice["text"], chosen, picture=choice.get("picture"))


def _reviewed(scene: Mapping[str, Any], order: list[str], made: Mapping[str, Any] | None) -> Row:
    choices = []
    for item in _in_order(scene, order):
        chosen = made is not None and item["id"] == made["id"]
        missed = "answer" if item["worth"] == GOOD else "other"
        choices.append(
            replace(
                _asked(item, chosen=chosen),
                verdict=VERDICTS[item["worth"]] if chosen else missed,
                feedback=item["feedback"],
                feedback_picture=item.get("feedback_picture"),
                consequence=item["consequence"],
                consequence_picture=item.get("consequence_picture"),
            )
        )
    return Row(id=scene["id"], text=scene["text"], choices=choices, picture=scene.get("picture"))
