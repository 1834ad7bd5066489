"""Settings, read from the environment and, where it exists, from the file `.env` beside manage.py.

`./run` writes such a file for use on one's own machine. In production these must be set, and a
missing one stops the start with its name:

    SECRET_KEY          a long random text, the same for every process
    ALLOWED_HOSTS       the names that the site answers to, separated by commas
    EMAIL_URL           how mail leaves: smtp+tls://user:password@host:587
    DEFAULT_FROM_EMAIL  whom mail comes from: RR3 tracker <rr3@example.org>
    SITE_ADDRESS        where links in mails lead: https://tracker.example.org

These may be:

    DATABASE_URL        postgres://user:password@host/name; without it, SQLite in db.sqlite3
    PROXIES             how many trusted proxies stand in front; each must set X-Forwarded-For, and the
                        outermost X-Forwarded-Proto (default 0)
    HTTPS               false only where nothing but this machine can reach the site (default true)
    HSTS_SECONDS        how long browsers must insist on HTTPS (default a year)
    DEBUG               true only while developing (default false)
    LOG_LEVEL           default INFO
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

INSTALLED_APPS = [
    "rr3tracker",
    "actions",
    "meetings",
    "organisations",
    "rr3tracker.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # so that form templates are found among ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rr3tracker.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "rr3tracker.sign_in_first.sign_in_first",
]

ROOT_URLCONF = "rr3tracker.urls"
WSGI_APPLICATION = "rr3tracker.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "organisations.forms.renderer.GovukRenderer"

# Database

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
}
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that reads and then writes takes its place at once: otherwise the second of
        # two fails when it comes to write, without waiting.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Readers go on while one writes.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Rate limits are counted here. In a cache of each process they would be multiplied by the number of
# processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Of the default, 300, somebody with many addresses would push the counts of others out.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# Signing in

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "rr3tracker.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "change_password": "rr3tracker.accounts.ChangeOwnPasswordForm",
    "login": "rr3tracker.accounts.SignInForm",
    "reset_password": "rr3tracker.accounts.AskForPasswordForm",
    "reset_password_from_key": "rr3tracker.accounts.ChooseNewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = "RR3 tracker: "
# An address is given by the secretariat that makes the account, not typed in by a stranger, and so
# needs no letter that confirms it; the same goes for switching on a second factor.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Nobody is told whether an address has an account, neither on the page nor in their post.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "RR3 tracker"

# HTTPS and headers

HTTPS = env.bool("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# W021 asks for the preload list of browsers. That is for whoever owns the whole domain to decide,
# and takes months to undo.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"

# Off by default: anybody may write these headers, so they count only where a proxy overwrites them.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Mail

vars().update(env.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# In seconds, for each answer of the mail server: without it, one that is silent would hold a run for ever.
EMAIL_TIMEOUT = 60

# Mails are written where there is no request that would tell the address. Only on one's own machine is it known.
SITE_ADDRESS = env.str("SITE_ADDRESS", **({} if HTTPS else {"default": "http://127.0.0.1:8000"})).rstrip("/")
if not SITE_ADDRESS.startswith(("https://", "http://")):
    raise ImproperlyConfigured("SITE_ADDRESS starts with https://, such as https://tracker.example.org")

# The admin's page of a large meeting: a roll of a hundred has twelve fields a row.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
# What ./run builds: the style sheet, and the few files of the kit that pages ask for.
STATICFILES_DIRS = [BASE_DIR / "build" / "static"]
MEDIA_ROOT = BASE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
# 5 March 2025, which is also how Django writes dates in en-gb; this is for code that asks settings.
DATE_FORMAT = "j F Y"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "rr3tracker.logs.WithoutTokens",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Django would send its own errors to the console only while DEBUG is on, and those of its own server elsewhere.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
