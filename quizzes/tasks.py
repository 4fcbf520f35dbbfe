from django_tasks import task

from core.clock import now

from . import services


@task
def time_out_due() -> None:
    services.time_out_due(now=now())
