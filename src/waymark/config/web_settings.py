"""The web half of Django's settings: pages, their headers, signing in. `settings` takes in every name here.

Everything that must be stricter over HTTPS hangs on one question, IS_SECURE: demonstrations are served
over plain HTTP on the machine itself, everything else behind TLS.
"""

from __future__ import annotations

import os
from pathlib import Path

IS_SECURE = os.environ.get("WAYMARK_PRODUCTION") == "1"

WEB_APPS = [
    "django.contrib.auth",  # the password machinery; its own users, groups and permissions stay empty
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "waymark.interfaces.web",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "waymark.interfaces.api.middleware.ApiMiddleware",  # first: nothing behind it sees a cookie at the API
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "waymark.interfaces.web.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "waymark.interfaces.web.sessions.SessionLimitsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # whatever is not declared open is closed
    "allauth.account.middleware.AccountMiddleware",
    # Last: it calls the view itself, so every check above has been made by then.
    "waymark.interfaces.web.middleware.ViewerMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "waymark.interfaces.web.context.frame",
            ],
            "builtins": [
                "waymark.interfaces.web.templatetags.waymark_components",
                "waymark.interfaces.web.templatetags.waymark_record",
            ],
        },
    }
]

# Static files: served from the packages themselves, so there is nothing to collect. A browser asks again
# after a minute, and is told that nothing has changed.
STATIC_URL = "/static/"
STATIC_ROOT = None
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage"
    },  # nothing is ever stored through Django
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [Path(__file__).resolve().parent.parent / "interfaces" / "web" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder"
]  # ours alone, no other package's
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 60

# What a page may load and do. No exception for inline code: data attributes and our own modules do the work.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'none'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Django checks the referrer of a form sent over HTTPS, so our own pages must name themselves to us.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = False  # the proxy that holds the certificate redirects; see WAYMARK_PROXY_HEADER
# One year, the least that browsers' preload lists take; sub-domains are the force's own affair.
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
# Behind a proxy that ends TLS and always sets this header itself.
if os.environ.get("WAYMARK_PROXY_HEADER"):
    SECURE_PROXY_SSL_HEADER = (
        "HTTP_" + os.environ["WAYMARK_PROXY_HEADER"].upper().replace("-", "_"),
        "https",
    )
# How many proxies of our own stand before the server; sign-in limits count the address before the last.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("WAYMARK_PROXIES", "0"))
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("WAYMARK_ORIGINS", "").split(",") if origin]
CSRF_FAILURE_VIEW = "waymark.interfaces.web.errors.stale_form"

# Sessions are rows, so that one can be ended from here; the cookie names a row and nothing else.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Thirty minutes at rest: an unattended desk locks itself, a long telephone call does not lose the page.
# Twelve hours in all: the longest ordinary police shift, so that nobody signs in twice in one or stays in for
# two. Source of both: OWASP Application Security Verification Standard 4.0.3, 3.3.2, level 2.
SESSION_COOKIE_AGE = 30 * 60
WAYMARK_SESSION_LONGEST = 12 * 3600
# A session is written at most this often (seconds) to move its end, rather than at every request.
WAYMARK_SESSION_TOUCH = 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = IS_SECURE
# Lax, not strict: officers follow links to a referral from mail and from the force's record system.
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_SAMESITE = "Strict"
# The prefix makes browsers refuse the cookie from a sub-domain or over plain HTTP.
SESSION_COOKIE_NAME = "__Host-waymark-session" if IS_SECURE else "waymark-session"
CSRF_COOKIE_NAME = "__Host-waymark-form" if IS_SECURE else "waymark-form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Sign-in limits are counted here. Server processes must share a count, and PostgreSQL is the only service
# there is. The table is made by `createcachetable`, run with the migrations.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "TIMEOUT": 3600,
        # Far above what a force's sign-ins make in an hour, so that a flood cannot push out the counts.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# The one hasher: argon2id with Django's parameters (100 MiB, 2 passes, 8 lanes), above OWASP's minimum.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# National Cyber Security Centre: length and a deny list, no rules of composition, no expiry.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "waymark.interfaces.web.sign_in.SignInAdapter"
ACCOUNT_FORMS = {
    "login": "waymark.interfaces.web.forms.SignIn",
    "reauthenticate": "waymark.interfaces.web.forms.PasswordAgain",
    "change_password": "waymark.interfaces.web.forms.PasswordChange",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # officers are known by username; Waymark sends no mail
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # every *other* session of the officer ends with the old password
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Per address, a whole office may sit behind one; per account, five wrong passwords in five minutes.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "change_password": "5/m/user",
    "reauthenticate": "5/m/user",
}

MFA_ADAPTER = "waymark.interfaces.web.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "waymark.interfaces.web.forms.Code",
    "reauthenticate": "waymark.interfaces.web.forms.CodeAgain",
    "activate_totp": "waymark.interfaces.web.forms.AppCode",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Waymark"
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds either way: telephones' clocks drift
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODES_SHOW_ONCE = False
# With live data nobody works on a password alone.
WAYMARK_SECOND_FACTOR_REQUIRED = IS_SECURE or os.environ.get("WAYMARK_SECOND_FACTOR") == "required"

# What is delivered can be a picture: uploads are held in memory and never in a file.
FILE_UPLOAD_HANDLERS = ["waymark.interfaces.web.uploads.MemoryUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 200
