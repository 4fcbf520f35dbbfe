"""A field names its hint and its errors to whoever cannot see them."""

import re

import pytest
from django import forms
from django.template import Context, Template

from design.fields import describe


class Form(forms.Form):
    name = forms.CharField(
        label="Je naam",
        help_text="Zoals op je attest.",
        widget=forms.TextInput(attrs={"placeholder": "Naam"}),
    )
    note = forms.CharField(label="Opmerking", required=False, widget=forms.Textarea)
    way = forms.ChoiceField(
        label="Hoe?", choices=[("a", "Zaal"), ("b", "Online")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Akkoord")
    secret = forms.CharField(widget=forms.HiddenInput)


def drawn(form):
    return Template("{% load design %}{% form_fields form %}").render(Context({"form": form}))


def identifiers(html):
    return set(re.findall(r'\bid="([^"]+)"', html))


@pytest.mark.parametrize("form", [Form(), Form({}), Form(prefix="second")])
def test_every_description_that_is_named_exists(form):
    html = drawn(form)

    named = {
        name for group in re.findall(r'aria-describedby="([^"]+)"', html) for name in group.split()
    }
    assert named
    assert named <= identifiers(html)


def test_every_label_belongs_to_an_input():
    html = drawn(Form())

    assert set(re.findall(r'\bfor="([^"]+)"', html)) <= identifiers(html)


def test_wrong_field_is_named_in_the_summary_with_a_link_to_it():
    html = drawn(Form({"way": "a", "agreed": "on", "secret": "x"}))

    summary = html.split("</ul>")[0]
    assert 'href="#id_name">Je naam</a>' in summary
    assert "Opmerking" not in summary
    assert "autofocus" in summary
    assert 'aria-invalid="true"' in html


def test_error_of_a_hidden_field_is_not_lost():
    html = drawn(Form({"name": "A", "way": "a", "agreed": "on"}))

    assert 'class="error-summary"' in html
    assert html.split("</ul>")[0].count("<li>") == 1


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in drawn(Form())


def test_group_of_choices_is_a_fieldset_with_a_legend():
    html = drawn(Form())

    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>Hoe\?", html)


def test_placeholder_is_left_out_because_a_label_says_it():
    assert "placeholder" not in drawn(Form())


def test_field_that_may_stay_empty_says_so():
    form = Form()

    assert describe(form["note"]).is_optional
    assert not describe(form["name"]).is_optional


def test_what_was_typed_is_escaped_once():
    html = drawn(Form({"name": '<b>"', "way": "a", "agreed": "on", "secret": "x"}))

    assert "&lt;b&gt;&quot;" in html
    assert "<b>" not in html
