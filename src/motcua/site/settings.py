"""Django settings; what differs between installations comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

from motcua.site.paths import data_folder, database_url, secret_key

HERE = Path(__file__).resolve().parent

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MOTCUA_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "motcua.catalogue",
    "motcua.people",
    "motcua.workflow",
    "motcua.dossiers",
    "motcua.ledger",
    "motcua.hub",
    "motcua.exchange",
    "motcua.notices",
    "motcua.casework",
    "motcua.registers",
    "motcua.reports",
    "motcua.findings",
    "motcua.index",
    "motcua.closing",
    "motcua.boards",
    "motcua.api",
    "motcua.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.site.too_large.TooLargeMiddleware",
    "motcua.site.traced.RequestNameMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.site.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.site.plain_text.PlainTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.site.security.SignedInMiddleware",
    "motcua.site.security.KeptFormMiddleware",
    "motcua.site.first_password.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "motcua.site.security.SecurityHeadersMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "motcua.site.urls"
WSGI_APPLICATION = "motcua.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.site.context.shell",
                "motcua.site.context.uploads",
            ],
            "builtins": ["motcua.site.templatetags.vietnamese"],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(database_url(), conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: what an officer was told is saved survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
        "timeout": 30,
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "motcua.people.backend.AccountBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "motcua.boards.views_account.locked_out"
CSRF_FAILURE_VIEW = "motcua.boards.views_help.form_expired"

# The interface is Vietnamese first; messages in the code are English and the catalogue is complete.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
# Files are served where they lie; nothing is collected.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

UPLOAD_FOLDER = data_folder() / "uploads"
DOSSIER_FILES = data_folder() / "files"
ANSWER_WITHIN_HOURS = int(os.environ.get("MOTCUA_ANSWER_HOURS", "8"))
# How long the applicant of a closed dossier can still be reached; offices decide their own.
CONTACT_KEPT_DAYS = int(os.environ.get("MOTCUA_CONTACT_DAYS", "365"))
UPLOAD_LIMIT_BYTES = 200 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Notices: where the folder channel writes, which providers may be called, and the office's mail server.
NOTICES_FOLDER = data_folder() / "notices"
NOTICES_ORIGINS = [o.rstrip("/") for o in os.environ.get("MOTCUA_NOTICES_ORIGINS", "").split(",") if o]
EXCHANGE_FOLDERS = [one for one in os.environ.get("MOTCUA_EXCHANGE_FOLDERS", "").split(",") if one]
EXCHANGE_ORIGINS = [o.rstrip("/") for o in os.environ.get("MOTCUA_EXCHANGE_ORIGINS", "").split(",") if o]
EMAIL_HOST = os.environ.get("MOTCUA_SMTP_HOST", "")
_PORT = os.environ.get("MOTCUA_SMTP_PORT", "")
EMAIL_PORT = int(_PORT) if _PORT.isdecimal() else 587
EMAIL_HOST_USER = os.environ.get("MOTCUA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MOTCUA_SMTP_PASSWORD", "")
EMAIL_SECURITY = os.environ.get("MOTCUA_SMTP_SECURITY", "starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("MOTCUA_MAIL_FROM", "")

SESSION_ENGINE = "motcua.site.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
HTTPS = os.environ.get("MOTCUA_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Printed forms: addresses in their QR codes, and the unit's own wordings.
PUBLIC_URL = os.environ.get("MOTCUA_PUBLIC_URL", "")
PROCEDURE_URL = os.environ.get("MOTCUA_PROCEDURE_URL", "")
# Own forms and registers of this installation: files beside ours, or in the place of ours of the same name.
FORMS_FOLDER = data_folder() / "forms"
REGISTERS_FOLDER = data_folder() / "registers"
WORDINGS_FOLDER = data_folder() / "wordings"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
