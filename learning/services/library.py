from django.db import transaction

from learning.models import Resource
from safety import page_cache
from search.services import reindex

KEY = "library"


def save_resource(*, resource: Resource) -> Resource:
    """Store an entry; lessons that name it and the search see it as it is now."""
    with transaction.atomic():
        resource.save()
        page_cache.bump()
        reindex(key=KEY, ids=[str(resource.pk)])
    return resource


def remove_resource(*, resource: Resource) -> None:
    """Delete an entry; lessons that named it leave it out."""
    with transaction.atomic():
        pk = str(resource.pk)
        resource.delete()
        page_cache.bump()
        reindex(key=KEY, ids=[pk])
