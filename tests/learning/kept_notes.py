"""A course to keep notes in, who takes it, and the ways of keeping them."""

from django.urls import reverse

from core.clock import now
from learning.outline import Moment
from learning.queries import my_notes
from learning.queries.outlines import outlines
from learning.services import keep_note
from tests.factories.learning import EnrolmentFactory, make_course, segment, text
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    CutFactory,
    CutListFactory,
)


def address(lesson):
    return reverse("learning:keep_note", args=[lesson.pk])


def typed(recording, moment="1:15", words="Ask this first.", **more):
    return {"opname": recording.public_id, "knippen": "", "moment": moment, "text": words} | more


def keep(enrolment, page, recording=None, at_ms=None, words="Ask this first."):
    course = outlines().of_part(page.pk)
    return keep_note(
        enrolment=enrolment,
        course=course,
        lesson=course.lesson(page.pk),
        moment=Moment(recording.pk, at_ms) if recording else None,
        text=words,
        now=now(),
    )


def cut(recording, start_ms, end_ms):
    """Cut a stretch out of a recording, files and all."""
    cuts = CutListFactory(recording=recording)
    CutFactory(cut_list=cuts, start_ms=start_ms, end_ms=end_ms)
    recording.cut_list = cuts
    recording.save()
    return cuts


def say(recording, at_ms, words):
    track = recording.tracks.first() or CaptionTrackFactory(recording=recording)
    CaptionCueFactory(track=track, start_ms=at_ms, end_ms=at_ms + 2_000, text=words)


def lines(subject_id):
    found = my_notes(subject_id=subject_id, language="nl", now=now())
    return [line for each in found.courses for lesson in each.lessons for line in lesson.lines]


def course_with_a_minute(recording):
    """Its lessons show the minute from 1:00 to 2:00 of a recording."""
    return make_course(body=[segment(recording, 60_000, 120_000), text()])


def taken(client, learner, course):
    client.force_login(learner)
    return EnrolmentFactory(subject=learner.subject, course=course.page)
