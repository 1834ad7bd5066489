from django.apps import AppConfig


class Rr3TrackerConfig(AppConfig):
    name = "rr3tracker"
    verbose_name = "RR3 tracker"
