from django_tasks import task

from core.clock import now

from . import services


@task(priority=50)
def render(certificate_id: int) -> None:
    services.render(certificate_id=certificate_id, now=now())
    services.make_badge(certificate_id=certificate_id, now=now())
