"""Work of the background worker."""

from django_tasks import task

from core.clock import now

from . import services


@task()
def make_cut_renditions(cut_list_id: int) -> None:
    services.make_cut_renditions(cut_list_id=cut_list_id, now=now())
