"""A server of floors: without any middleware, so that nothing stands between gunicorn and the bare view."""

import django
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

django.setup(set_prefix=False)

with override_settings(MIDDLEWARE=[]):
    application = WSGIHandler()
