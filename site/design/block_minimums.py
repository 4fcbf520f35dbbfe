"""A form counts its blocks when it is saved, not while it is still empty.

Wagtail's script says in red that blocks are missing before anything is typed. It is not told the
least number; the server is, and says it beside the field once the form is sent.
"""

from wagtail.admin.telepath import register
from wagtail.blocks import ListBlock, StreamBlock
from wagtail.blocks.list_block import ListBlockAdapter
from wagtail.blocks.stream_block import StreamBlockAdapter


class PatientListAdapter(ListBlockAdapter):
    def js_args(self, block: ListBlock) -> list:
        *before, told = super().js_args(block)
        return [*before, {name: value for name, value in told.items() if name != "minNum"}]


class PatientStreamAdapter(StreamBlockAdapter):
    def js_args(self, block: StreamBlock) -> list:
        *before, told = super().js_args(block)
        return [*before, told | {"minNum": None}]


def count_when_saved() -> None:
    """For every block of these kinds, those of Wagtail's own fields too."""
    register(PatientListAdapter(), ListBlock)
    register(PatientStreamAdapter(), StreamBlock)
