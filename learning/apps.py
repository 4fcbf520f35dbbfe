from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import personal_data


class LearningConfig(AppConfig):
    name = "learning"
    label = "learning"
    verbose_name = _("Learning")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are there only now.
        from accounts import merging as accounts_merging  # noqa: PLC0415 -- app registry
        from accounts import roles  # noqa: PLC0415 -- app registry
        from credentials import achievements  # noqa: PLC0415 -- app registry
        from quizzes import counterparts as quiz_counterparts  # noqa: PLC0415 -- app registry
        from quizzes import outcomes  # noqa: PLC0415 -- app registry
        from search import sources  # noqa: PLC0415 -- app registry
        from webinar.live import outcomes as live_outcomes  # noqa: PLC0415 -- app registry
        from webinar.recordings import access  # noqa: PLC0415 -- app registry

        from . import mail_kinds, merging, periodic_jobs  # noqa: PLC0415 -- app registry
        from .achievements import courses  # noqa: PLC0415 -- app registry
        from .counterparts import counterparts  # noqa: PLC0415 -- app registry
        from .holdings import HOLDINGS  # noqa: PLC0415 -- app registry
        from .library_source import LibrarySource  # noqa: PLC0415 -- app registry
        from .looking_again import look_again  # noqa: PLC0415 -- app registry
        from .recording_access import enrolled_may_see  # noqa: PLC0415 -- app registry
        from .search_source import CourseSource  # noqa: PLC0415 -- app registry
        from .services import (  # noqa: PLC0415 -- app registry
            note_self_assessment,
            on_attendance,
            on_outcome,
        )
        from .ways_on import (  # noqa: PLC0415 -- app registry
            to_own_assessments,
            ways_on,
            whom_to_ask,
        )

        achievements.register(courses)
        outcomes.register(on_outcome)
        outcomes.register(note_self_assessment)
        live_outcomes.register(on_attendance)
        quiz_counterparts.register(counterparts)
        outcomes.register_way_on(ways_on)
        outcomes.register_way_on(to_own_assessments)
        outcomes.register_whom_to_ask(whom_to_ask)
        outcomes.register_look_again(look_again)
        access.register(enrolled_may_see)
        sources.register(CourseSource())
        sources.register(LibrarySource())
        roles.grant(
            roles.EDITORS,
            "learning.add_resource",
            "learning.change_resource",
            "learning.delete_resource",
            "learning.view_resource",
        )
        accounts_merging.register(merging.merge)
        personal_data.register(*HOLDINGS)
        mail_kinds.register_kinds()
        periodic_jobs.register_jobs()
