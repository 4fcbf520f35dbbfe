"""Refusals of this room, and what is said of what comes in without something."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import Refusal

from .reasons import SENTENCES, Loss, Reason


@dataclass(frozen=True)
class Remark:
    """A reason or a loss with its words; the sentence is in the language of whoever reads it."""

    code: Reason | Loss
    words: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(SENTENCES[self.code]) % self.words


class _Refused(Refusal):
    def __init__(self, code: Reason, **words: object) -> None:
        self.remark = Remark(code, words)
        Exception.__init__(self, code)

    @property
    def code(self) -> Reason | Loss:
        return self.remark.code

    def __str__(self) -> str:
        return str(self.remark)


class QuestionRefused(_Refused):
    """One question cannot come in, or go out; the others still can."""


class FileRefused(_Refused):
    """Nothing of this file can be read. `line` and `number` say where reading stopped, 0 if nowhere."""

    def __init__(self, code: Reason, *, line: int = 0, number: int = 0, **words: object) -> None:
        super().__init__(code, **words)
        self.line, self.number = line, number
