"""Work for the background worker."""

from django_tasks import task

from . import services


@task
def reindex_everything() -> int:
    return services.reindex_everything()
