from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class Rr3TrackerConfig(AppConfig):
    name = "rr3tracker"
    verbose_name = "RR3 tracker"


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's admin, with a site of our own."""

    default = False
    default_site = "rr3tracker.administration.Administration"
