"""Every kind of field in the kit's markup, by way of {{ form }}."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from organisations.forms.dates import DateField

ROLES = [("member", "Member"), ("secretariat", "Secretariat")]


class EveryKindForm(forms.Form):
    name = forms.CharField(help_text="As on the list of members")
    started_on = DateField(required=False)
    purpose = forms.CharField(widget=forms.Textarea, required=False)
    role = forms.ChoiceField(choices=ROLES)
    manner = forms.ChoiceField(choices=ROLES, widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(choices=ROLES, widget=forms.CheckboxSelectMultiple, required=False)
    chair = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)
    paper = forms.FileField(required=False)
    board = forms.IntegerField(widget=forms.HiddenInput, required=False)


def draw(text, **context):
    return " ".join(Template("{% load govuk %}" + text).render(Context(context)).split())


def test_a_text_field_has_its_label_hint_and_class():
    drawn = draw("{{ form.name.as_field_group }}", form=EveryKindForm())
    assert drawn == (
        '<div class="govuk-form-group"> <label class="govuk-label" for="id_name">Name</label> '
        '<div class="govuk-hint" id="id_name_helptext">As on the list of members</div> '
        '<input type="text" name="name" class="govuk-input" required aria-describedby="id_name_helptext" id="id_name"> '
        "</div>"
    )


def test_an_error_is_beside_its_field_and_named_by_it():
    drawn = draw("{{ form.name.as_field_group }}", form=EveryKindForm({}))
    assert 'class="govuk-form-group govuk-form-group--error"' in drawn
    assert 'id="id_name_error"><span class="govuk-visually-hidden">Error: </span>Name is missing</p>' in drawn
    assert 'class="govuk-input govuk-input--error"' in drawn
    assert 'aria-invalid="true" aria-describedby="id_name_helptext id_name_error"' in drawn


@pytest.mark.parametrize(
    ("field", "markup"),
    [
        ("started_on", 'class="govuk-input govuk-input--width-10"'),
        ("started_on", 'Started on <span class="rr3-optional">(optional)</span></label>'),
        ("purpose", 'class="govuk-textarea"'),
        ("role", '<select name="role" class="govuk-select"'),
        (
            "manner",
            '<input class="govuk-radios__input" type="radio" name="manner" id="id_manner_1" value="secretariat">',
        ),
        ("manner", '<legend class="govuk-fieldset__legend">Manner</legend>'),
        ("days", '<input class="govuk-checkboxes__input" type="checkbox" name="days" id="id_days_0" value="member">'),
        ("chair", '<input type="checkbox" name="chair" class="govuk-checkboxes__input" id="id_chair">'),
        ("chair", '<label class="govuk-label govuk-checkboxes__label" for="id_chair">Chair</label>'),
        ("secret", 'data-module="govuk-password-input"'),
        ("paper", 'class="govuk-file-upload"'),
    ],
)
def test_each_kind_of_field_is_a_component_of_the_kit(field, markup):
    form = EveryKindForm()
    assert markup in draw("{{ field.as_field_group }}", field=form[field])


def test_the_whole_form_holds_every_field_once():
    drawn = draw("{{ form }}", form=EveryKindForm())
    assert drawn.count('class="govuk-form-group') == 9
    assert drawn.startswith('<input type="hidden" name="board" id="id_board">')


def test_a_choice_made_before_is_shown():
    form = EveryKindForm(initial={"manner": "member", "days": ["secretariat"], "chair": True})
    assert 'value="member" checked>' in draw("{{ form.manner.as_field_group }}", form=form)
    assert 'value="secretariat" checked>' in draw("{{ form.days.as_field_group }}", form=form)
    assert 'id="id_chair" checked>' in draw("{{ form.chair.as_field_group }}", form=form)


def test_the_error_summary_links_to_the_first_input_of_each_field():
    form = EveryKindForm({})
    form.add_error(None, "The board does not meet in August")
    drawn = draw("{% error_summary form %}", form=form)
    assert [part.split("</li>")[0] for part in drawn.split("<li>")[1:]] == [
        "The board does not meet in August",
        '<a href="#id_name">Name is missing</a>',
        '<a href="#id_role">Role is missing</a>',
        '<a href="#id_manner_0">Manner is missing</a>',
    ]


def test_the_error_summary_names_fields_that_have_the_same_message():
    form = EveryKindForm({"name": "Board", "role": "member", "manner": "member"})
    for field in ("name", "role"):
        form.add_error(field, "Enter a date such as 5 March 2025")
    drawn = draw("{% error_summary form %}", form=form)
    assert [part.split("</li>")[0] for part in drawn.split("<li>")[1:]] == [
        '<a href="#id_name">Name: Enter a date such as 5 March 2025</a>',
        '<a href="#id_role">Role: Enter a date such as 5 March 2025</a>',
    ]


def test_the_error_summary_gathers_the_forms_of_a_set():
    rows = forms.formset_factory(EveryKindForm, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-role": "member", "form-0-manner": "member"}
    )
    assert '<a href="#id_form-0-name">' in draw("{% error_summary rows %}", rows=rows)


def test_there_is_no_error_summary_without_errors():
    assert draw("{% error_summary form %}", form=EveryKindForm()) == ""


def test_a_date_field_reads_what_people_write_and_writes_it_out():
    field = DateField()
    assert field.clean("5/3/2025") == date(2025, 3, 5)
    assert field.clean(date(2025, 3, 5)) == date(2025, 3, 5)
    assert 'value="5 March 2025"' in field.widget.render("due_on", date(2025, 3, 5))
    assert 'value="next week"' in field.widget.render("due_on", "next week")
    assert not field.has_changed(date(2025, 3, 5), "05/03/2025")
    assert DateField(required=False).clean("") is None


def test_a_date_field_says_how_to_write_a_date():
    with pytest.raises(forms.ValidationError, match=r"^\['Enter a date such as 5 March 2025'\]$"):
        DateField().clean("next week")
