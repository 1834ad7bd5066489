"""What the web server calls: `gunicorn rr3tracker.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rr3tracker.settings")

application = get_wsgi_application()
