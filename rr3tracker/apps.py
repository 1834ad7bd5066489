from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class Rr3TrackerConfig(AppConfig):
    name = "rr3tracker"
    verbose_name = "RR3 tracker"

    def ready(self) -> None:
        from rr3tracker.search.index import make_indexes

        # Sent once for each app with models, when all are migrated: this app has none.
        post_migrate.connect(make_indexes, sender=apps.get_app_config("actions"))


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's admin, with a site of our own."""

    default = False
    default_site = "rr3tracker.administration.Administration"
