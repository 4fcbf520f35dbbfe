"""Work in the background: thin wrappers over services."""

from django_tasks import task

from core.clock import now

from . import services


@task()
def carry_out_regrade(regrade_id: int) -> None:
    services.carry_out_regrade(regrade_id=regrade_id, now=now())
