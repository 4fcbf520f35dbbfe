"""Who fills in a form reads a sentence of ours, never the name of a constraint nor a server error."""

from django.db.models import CheckConstraint, F, UniqueConstraint
from django.forms import ModelForm
from django.urls import get_resolver
from django.utils import translation
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import get_page_models

from design.listed_only import ListedOnlyViewSet
from design.rows import RowsFormSet

OURS = ("accounts", "campaigns", "credentials", "directory", "learning", "quizzes", "webinar")
# Constraints on a field that a form has, and that nobody can break with it: the form's rule says why.
KEPT_BY_THE_FORM: dict[str, str] = {}


def editable():
    """Every form of the admin and of our own pages that stores a row, and the rows below it."""
    assert get_resolver().url_patterns
    for viewset in viewsets.viewsets:
        if isinstance(viewset, ModelViewSet) and not isinstance(viewset, ListedOnlyViewSet):
            yield from with_rows(viewset.get_form_class())
            yield from with_rows(viewset.get_form_class(for_update=True))
    for page in get_page_models():
        yield from with_rows(page.get_edit_handler().get_form_class())
    for form in written(ModelForm):
        yield form, None


def with_rows(form):
    yield form, None
    for formset in getattr(form, "formsets", {}).values():
        yield formset.form, formset


def written(form):
    for child in form.__subclasses__():
        yield child
        yield from written(child)


def constraints():
    """Each constraint that a form may break, once, with the formset where its rows are filled in."""
    seen = {}
    for form, formset in editable():
        model = getattr(form._meta, "model", None)
        if model is None or model.__module__.split(".")[0] not in OURS:
            continue
        for constraint in model._meta.constraints:
            if asked(constraint) & set(form.base_fields):
                seen[constraint.name, formset] = (constraint, formset)
    return seen.values()


def asked(constraint):
    condition = constraint.condition
    names = set(condition.referenced_base_fields) if condition is not None else set()
    if isinstance(constraint, UniqueConstraint):
        names |= set(constraint.fields)
        for expression in constraint.expressions:
            names |= {part.name for part in expression.flatten() if isinstance(part, F)}
    return names


def test_constraint_that_a_form_can_break_says_in_each_language_what_to_do():
    wordless = set()
    found = {constraint.name: constraint for constraint, _formset in constraints()}
    for name, constraint in found.items():
        assert isinstance(constraint, CheckConstraint | UniqueConstraint)
        sentences = set()
        for language in ("en", "nl", "fr"):
            with translation.override(language):
                sentences.add(str(constraint.get_violation_error_message()))
        if (
            constraint.violation_error_message == type(constraint).default_violation_error_message
            or len(sentences) < 3
            or any("%" in sentence for sentence in sentences)
        ):
            wordless.add(name)
    assert wordless - set(KEPT_BY_THE_FORM) == set()
    assert {"quiz_pass_mark_is_a_percentage", "session_ends_after_it_starts"} <= set(found)
    assert set(KEPT_BY_THE_FORM) <= set(found)


def test_rows_that_may_not_say_the_same_are_judged_with_their_parent():
    judged = {
        constraint.name: formset
        for constraint, formset in constraints()
        if formset is not None
        and isinstance(constraint, UniqueConstraint)
        and formset.fk.name in constraint.fields
    }
    assert "question_is_asked_once_per_quiz" in judged
    assert {
        name for name, formset in judged.items() if not issubclass(formset, RowsFormSet)
    } == set()


def test_rows_have_no_other_rule_of_uniqueness_that_a_form_can_break():
    broken = {
        f"{form._meta.model.__name__}.{field.name}"
        for form, formset in editable()
        if formset is not None and issubclass(formset, RowsFormSet)
        for field in form._meta.model._meta.fields
        if field.unique and not field.primary_key and field.name in form.base_fields
    }
    assert broken == set()
