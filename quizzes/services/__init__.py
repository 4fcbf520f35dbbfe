"""Everything that writes a question version, an attempt or an answer."""

from .answers import FormAnswer, SavedForm, check_question, save_answer, save_form
from .attempts import refused_retry, start_attempt
from .closing import submit_attempt, time_out_due
from .extra_time import give_extra_time
from .granting import grant_attempt
from .importing import (
    confirm_upload,
    discard_upload,
    forget_old_uploads,
    import_questions,
    keep_upload,
)
from .merging import merge_attempts, merge_occasion
from .publishing import publish_drafts
from .regrade_plan import Target
from .regrading import carry_out_regrade, carry_out_waiting, decide, start_regrade
from .tallying import tally_finished
from .versions import current_version, current_versions

__all__ = [
    "FormAnswer",
    "SavedForm",
    "Target",
    "carry_out_regrade",
    "carry_out_waiting",
    "check_question",
    "confirm_upload",
    "current_version",
    "current_versions",
    "discard_upload",
    "forget_old_uploads",
    "give_extra_time",
    "grant_attempt",
    "import_questions",
    "keep_upload",
    "decide",
    "merge_attempts",
    "merge_occasion",
    "publish_drafts",
    "refused_retry",
    "save_answer",
    "save_form",
    "start_attempt",
    "start_regrade",
    "submit_attempt",
    "tally_finished",
    "time_out_due",
]
