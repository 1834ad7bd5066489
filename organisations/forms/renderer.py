"""Draws every Django form in the GOV.UK kit's markup: `{{ form }}` is enough in a template."""

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
