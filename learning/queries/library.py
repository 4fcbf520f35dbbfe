"""The library, as whoever looks sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from learning.access import may_download
from learning.enums import ResourceKind
from learning.models.resource import Resource


@dataclass(frozen=True)
class Shelf:
    """One kind of resources, under its heading."""

    label: str
    resources: list[Resource]


@dataclass(frozen=True)
class ResourceScreen:
    resource: Resource
    may_download: bool
    # Only for whom the file is, said to whoever may not have it.
    who_may: str


def shelves(resources: Iterable[Resource] | None = None) -> list[Shelf]:
    """Everything published, by kind in a fixed order; one query."""
    found = list(Resource.objects.published() if resources is None else resources)
    return [
        Shelf(str(kind.label), inside)
        for kind in ResourceKind
        if (inside := [resource for resource in found if resource.kind == kind])
    ]


def resource_screen(resource: Resource, subject_id: UUID | None) -> ResourceScreen:
    """One query at most beside the entry itself."""
    return ResourceScreen(
        resource=resource,
        may_download=not resource.is_awaited and may_download(resource, subject_id),
        who_may=resource.get_download_by_display(),
    )
