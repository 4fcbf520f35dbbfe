from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes import services
from quizzes.errors import BankChanged
from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import read_file
from quizzes.exchange.limits import FILE_BYTES
from quizzes.import_plan import ImportPlan, Planned, Verdict, plan_import
from quizzes.wording import place_words, refusal_words


class Command(BaseCommand):
    help = (
        "Bring questions into the bank as drafts from a file in GIFT, Moodle XML, Aiken or QTI. Says "
        "per question what comes in, what is there already, and what is refused and why; ends with "
        "status 1 when anything was refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to import")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        content = _content(options["file"])
        try:
            if options["dry_run"]:
                plan = plan_import(read_file(content))
            else:
                plan = services.import_questions(content=content)
        except FileRefused as refusal:
            raise CommandError(refusal_words(refusal)) from refusal
        except BankChanged as changed:
            raise CommandError(str(changed)) from changed
        for line in plan.lines:
            self._say(line)
        self.stdout.write(_sum(plan, dry_run=options["dry_run"]))
        if plan.count(Verdict.REFUSED):
            raise SystemExit(1)

    def _say(self, line: Planned) -> None:
        words = {
            "place": place_words(line.finding.place),
            "key": line.key,
            "question": " ".join(line.stem.split())[:70],
        }
        match line.verdict:
            case Verdict.COMES_IN:
                self.stdout.write(_("%(place)s: comes in as %(key)s: %(question)s") % words)
            case Verdict.SAME:
                self.stdout.write(_("%(place)s: is there already as %(key)s: %(question)s") % words)
            case Verdict.REFUSED:
                words["why"] = str(line.refused)
                self.stderr.write(_("%(place)s: refused: %(why)s (%(question)s)") % words)
        for loss in line.losses:
            self.stdout.write(f"    {loss}")


def _content(file: Path) -> bytes:
    """At most one byte more than a file may have, so that a huge one is not read whole."""
    try:
        with file.open("rb") as opened:
            return opened.read(FILE_BYTES + 1)
    except OSError as broken:
        raise CommandError(f"{file}: {broken.strerror}") from broken


def _sum(plan: ImportPlan, *, dry_run: bool) -> str:
    coming_in = plan.count(Verdict.COMES_IN)
    if dry_run:
        head = ngettext(
            "Dry run: %(count)s question would come in.",
            "Dry run: %(count)s questions would come in.",
            coming_in,
        ) % {"count": coming_in}
    else:
        head = ngettext(
            "%(count)s question came in as a draft.",
            "%(count)s questions came in as drafts.",
            coming_in,
        ) % {"count": coming_in}
    rest = _("Already there: %(same)s. Refused: %(refused)s.") % {
        "same": plan.count(Verdict.SAME),
        "refused": plan.count(Verdict.REFUSED),
    }
    return f"{head} {rest}"
