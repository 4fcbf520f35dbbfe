"""The catalogue: the same for everyone, so nothing here knows who asks."""

from dataclasses import dataclass

from learning import wording
from learning.models import pages


@dataclass(frozen=True)
class CourseCard:
    title: str
    url: str
    intro: str
    duration: str
    modules: list[str]
    certificate: bool


def catalogue(index: "pages.CourseIndexPage") -> list[CourseCard]:
    """A card per published course below this page; two queries, however many courses."""
    courses = pages.CoursePage.objects.live().child_of(index).order_by("path")
    modules = list(
        pages.ModulePage.objects.live().descendant_of(index).order_by("path").only("path", "title")
    )
    return [
        CourseCard(
            title=course.title,
            url=f"{index.url}{course.slug}/",
            intro=course.intro,
            duration=wording.duration(course.minutes),
            modules=[module.title for module in modules if module.path.startswith(course.path)],
            certificate=course.certificate,
        )
        for course in courses
    ]
