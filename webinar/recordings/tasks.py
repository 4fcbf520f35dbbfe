"""Work for the media worker: its own queue, because it may take an hour and mail may not wait."""

from uuid import UUID

from django_tasks import task

from core.clock import now

from . import services

MEDIA_QUEUE = "media"


@task(queue_name=MEDIA_QUEUE, priority=10)
def take_over(upload_id: str) -> None:
    services.take_over(upload_id=UUID(upload_id), now=now())


@task(queue_name=MEDIA_QUEUE)
def work_on(step_id: int) -> None:
    services.make_step(step_id=step_id, now=now())


@task(queue_name=MEDIA_QUEUE, priority=10)
def make_cut_renditions(cut_list_id: int) -> None:
    services.make_cut_renditions(cut_list_id=cut_list_id, now=now())


@task(queue_name=MEDIA_QUEUE, priority=10)
def find_scenes(recording_id: int) -> None:
    services.find_scenes(recording_id=recording_id, now=now())


@task(queue_name=MEDIA_QUEUE, priority=10)
def make_slides_pdf(recording_id: int) -> None:
    services.make_slides_pdf(recording_id=recording_id, now=now())
