from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import Format
from quizzes.export_file import export_file, questions_of
from quizzes.models import Question, Quiz


class Command(BaseCommand):
    help = (
        "Write the questions of the bank, or of one quiz, to the standard output. What the format "
        "cannot hold is named on the standard error; then it ends with status 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", required=True, choices=[each.value for each in Format])
        parser.add_argument("--quiz", metavar="KEY", help="only the questions of this quiz")

    def handle(self, *args: Any, **options: Any) -> None:
        questions = Question.objects.order_by("key")
        if options["quiz"]:
            quiz = Quiz.objects.filter(key=options["quiz"]).first()
            if quiz is None:
                raise CommandError(_("There is no quiz “%(key)s”.") % {"key": options["quiz"]})
            questions = questions_of(quiz)
        try:
            result = export_file(questions, Format(options["format"]))
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(result.text, ending="")
        for left_out in result.left_out:
            words = {"key": left_out.key, "why": str(left_out.why)}
            self.stderr.write(_("%(key)s: left out: %(why)s") % words)
        if result.left_out:
            raise SystemExit(1)
