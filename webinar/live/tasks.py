from django_tasks import task

from core.clock import now

from . import services


@task
def tell_of_change(session_id: int) -> None:
    services.tell_of_change(session_id=session_id, now=now())
