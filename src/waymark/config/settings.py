"""Django's settings, from the environment. Refuses to start where they would be unsafe."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from waymark.config.web_settings import *  # noqa: F403 - the web half of the settings, kept by the web door
from waymark.config.web_settings import WEB_APPS

STATE = Path(os.environ.get("WAYMARK_STATE", "state"))
# Signs the packages of this installation: a file, so that no copy of the database holds it.
SIGNING_KEY = Path(os.environ.get("WAYMARK_SIGNING_KEY") or STATE / "signing" / "ed25519.pem")
# Where packages are written for whoever carries them.
OUTBOX = Path(os.environ.get("WAYMARK_OUTBOX") or STATE / "outbox")
# Digests go by the force's own relay and webhook; both are off until these are set.
MAIL_RELAY = (
    os.environ.get("WAYMARK_MAIL_HOST", ""),
    int(os.environ.get("WAYMARK_MAIL_PORT") or 587),
    os.environ.get("WAYMARK_MAIL_FROM", ""),
    os.environ.get("WAYMARK_MAIL_TLS") or "starttls",
    os.environ.get("WAYMARK_MAIL_USERNAME", ""),
    os.environ.get("WAYMARK_MAIL_PASSWORD", ""),
)
WEBHOOK = os.environ.get("WAYMARK_WEBHOOK_URL", "")
# By the clock on the wall: before a day shift, unless the force says otherwise.
DIGEST_HOURS = [int(each) for each in (os.environ.get("WAYMARK_DIGEST_HOURS") or "7").split(",")]
# A person at a terminal is told soon that no database answers; a page may wait out a busy moment.
_CONNECT_SECONDS = 5 if os.environ.get("WAYMARK_DOOR") == "command" else 30
WAYMARK_EMBEDDED = os.environ.get("WAYMARK_EMBEDDED") == "1"
WAYMARK_PRODUCTION = os.environ.get("WAYMARK_PRODUCTION") == "1"
WAYMARK_DATABASE_ROLE = os.environ.get("WAYMARK_DATABASE_ROLE", "application")

if WAYMARK_PRODUCTION and WAYMARK_EMBEDDED:
    raise ImproperlyConfigured(
        "The embedded database is for demonstration, not live data: set DATABASE_URL to a maintained "
        "PostgreSQL 16, 17 or 18 before setting WAYMARK_PRODUCTION=1"
    )


def _secret_key() -> str:
    key = os.environ.get("WAYMARK_SECRET_KEY", "")
    if WAYMARK_PRODUCTION and len(key) < 50:  # noqa: PLR2004 - Django's own check asks for 50 characters
        raise ImproperlyConfigured(
            "Set WAYMARK_SECRET_KEY to at least 50 random characters, and keep it secret"
        )
    return key or "demonstration-only-" + "0" * 40


def _database(url: str) -> dict[str, object]:
    """Read a PostgreSQL URL; the host may be a socket folder given as `?host=`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL must begin postgresql://, not {parts.scheme or 'nothing'}://"
        )
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or parts.hostname or ""
    port = query.pop("port", None) or parts.port or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "OPTIONS": {**query, "pool": {"min_size": 1, "max_size": 8, "timeout": _CONNECT_SECONDS}},
        "TEST": {"MIGRATE": True},
    }


def _database_url() -> str:
    own = os.environ.get(f"WAYMARK_DATABASE_URL_{WAYMARK_DATABASE_ROLE.upper()}")
    url = own or os.environ.get("DATABASE_URL")
    if not url:
        # Settings load without a database for what needs none: checks, types, help.
        return "postgresql:///waymark"
    return url


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("WAYMARK_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
DATABASES = {"default": _database(_database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Officer"
PROCRASTINATE_IMPORT_PATHS = ["waymark.interfaces.jobs.app"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
USE_I18N = False
ROOT_URLCONF = "waymark.config.urls"
WSGI_APPLICATION = "waymark.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "waymark.audit",
    "waymark.access",
    "waymark.reference",
    "waymark.referrals",
    "waymark.stages.intake",
    "waymark.stages.linking",
    "waymark.stages.attribution",
    "waymark.stages.prioritisation",
    "waymark.stages.assignment",
    "waymark.stages.casework",
    "waymark.stages.statistics",
    # Commands have no pages and no timed work, and start in half the time without them.
    *([] if os.environ.get("WAYMARK_DOOR") == "command" else ["procrastinate.contrib.django", *WEB_APPS]),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "waymark.config.logs.JSONLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("WAYMARK_LOG_LEVEL", "WARNING")},
    "loggers": {"django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
