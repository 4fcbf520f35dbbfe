from django_tasks import task

from core.clock import now

from . import services


@task(priority=50)
def deliver(mail_id: int) -> None:
    services.deliver(mail_id=mail_id, now=now())
