"""Settings of the Better Work Map; what differs between places comes from the environment.

`docs/operations.md` lists every variable. Nothing here has to be edited to run the site.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from betterwork import geocoders, postgres, release, rest, signing_in

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- The site -----------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)

# The public address, with scheme and without a slash at the end. With https:// the site takes it
# that a proxy in front of it ends TLS, and every setting below that depends on TLS is on.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
BEHIND_TLS = SITE_URL.startswith("https://")

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or "", "127.0.0.1", "localhost"]
)

# Shown as the address to write to; empty where there is none.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")

ROOT_URLCONF = "betterwork.urls"
WSGI_APPLICATION = "betterwork.wsgi.application"

# --- Database -----------------------------------------------------------------------------------

# Production names its database; without a name the embedded server is started.
DATABASE_URL = env.str("DATABASE_URL", default="")
EMBEDDED_DATABASE = not DATABASE_URL
if EMBEDDED_DATABASE:
    DATABASE_URL = postgres.ensure()

# Milliseconds; 0 is no limit. wsgi.py sets limits for pages; commands and jobs may take longer.
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=0)
LOCK_TIMEOUT_MS = env.int("LOCK_TIMEOUT_MS", default=0)

# A streaming replica of that database, for reading public pages.
DATABASE_REPLICA_URL = env.str("DATABASE_REPLICA_URL", default="")


def database(url, **more):
    """One of DATABASES: what stands at a URL, used in the way that suits this site."""
    found = env.db_url_config(url, engine="betterwork.database")
    # Compiling one of our statements (jit) takes longer than most of them.
    limits = f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS}"
    options = {
        # libpq's least: a database that does not answer must not hold a page for three seconds.
        "connect_timeout": 2,
        "application_name": env.str("APPLICATION_NAME", default="betterwork"),
        "options": f"{limits} -c jit=off",
        **found.get("OPTIONS", {}),
    }
    # A socket's folder comes as ?host=…; Django's own tools look for it under HOST.
    if host := options.pop("host", ""):
        found["HOST"] = host
    return found | {
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": options,
        **more,
    }


DATABASES = {"default": database(DATABASE_URL)}
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = database(DATABASE_REPLICA_URL, TEST={"MIRROR": "default"})
DATABASE_ROUTERS = ["betterwork.routing.PublicPagesFromReplica"]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Secrets and accounts -----------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not SECRET_KEY:
    if not EMBEDDED_DATABASE:
        raise ImproperlyConfigured("Set SECRET_KEY: with DATABASE_URL set, no key is made up.")
    SECRET_KEY = postgres.secret_key()

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "members.accounts.backend.PasswordBackend",
    "members.accounts.stewards.StewardBackend",
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "account"  # where the address to go on to is not one of ours
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Signing in ---------------------------------------------------------------------------------

# Whether staff need a code from an app besides; without it that is for everybody to choose.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=BEHIND_TLS)

# How allauth is to work.
vars().update(signing_in.SETTINGS)

# Attempts to sign in are counted here, so that the limits hold across processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "rate_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Applications -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "betterwork.admin.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "leaflet",
    "simple_history",
    "django_htmx",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "members",
    "projects",
]

# Whatever adds a header stands before whatever may fail, so that error pages carry it too.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the headers that only pages need: static files are many and small.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "betterwork.middleware.PermissionsPolicy",
    "betterwork.middleware.ContentSecurityPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "projects.api.cors.AllowOtherSites",
    "betterwork.middleware.RefuseOddRequests",
    "betterwork.middleware.AnswerUnchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "betterwork.middleware.ShowWhatWasSent",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "betterwork.middleware.KeepPrivate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "projects.context.site",
            ],
        },
    },
]

# --- Security -----------------------------------------------------------------------------------

# A project with a hundred locations is a form of more fields than Django's thousand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
SECURE_SSL_REDIRECT = BEHIND_TLS
# A load balancer asks these by address, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
# Promises for every subdomain, and for good, are the domain owner's to make, not the site's.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "betterwork.errors.forbidden"

# --- Submissions --------------------------------------------------------------------------------

# How much may be sent in 24 hours: by one e-mail address, from one network address, by everybody.
SUBMISSIONS_A_DAY_BY_EMAIL = env.int("SUBMISSIONS_A_DAY_BY_EMAIL", default=20)
SUBMISSIONS_A_DAY_BY_SENDER = env.int("SUBMISSIONS_A_DAY_BY_SENDER", default=40)
SUBMISSIONS_A_DAY = env.int("SUBMISSIONS_A_DAY", default=300)

# Seconds between opening a form and sending it: nobody types faster, programs do.
FORM_LEAST_SECONDS = env.float("FORM_LEAST_SECONDS", default=3)

# How many proxies stand in front and add to X-Forwarded-For: a visitor's network address is what
# the outermost of them added. Where there are fewer than this says, anybody could make one up.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=int(BEHIND_TLS))

# --- Open data ----------------------------------------------------------------------------------

# Said in every file, on /data/ and in the API: under what licence, and whom to name.
LICENCE_NAME = env.str("LICENCE_NAME", default="CC BY 4.0")
LICENCE_URL = env.str("LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/")
ATTRIBUTION = env.str("ATTRIBUTION", default="Better Work Map")

# --- The map ------------------------------------------------------------------------------------

# The street map: its tiles are asked for only once a visitor has turned it on, unless
# MAP_STREETS_DEFAULT says that every visitor sees it at once.
MAP_TILES_URL = env.str("MAP_TILES_URL", default="https://tile.openstreetmap.org/{z}/{x}/{y}.png")
MAP_TILES_ATTRIBUTION = env.str(
    "MAP_TILES_ATTRIBUTION",
    default='© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors',
)
MAP_STREETS_DEFAULT = env.bool("MAP_STREETS_DEFAULT", default=False)

# Part of every ETag. Several machines behind one address need the same one: set it there, and
# anew with every change of the settings that pages show.
RELEASE = env.str("RELEASE", default="") or release.fingerprint(
    BASE_DIR,
    *(SITE_URL, CONTACT_EMAIL, LICENCE_NAME, LICENCE_URL, ATTRIBUTION),
    *(MAP_TILES_URL, MAP_TILES_ATTRIBUTION, MAP_STREETS_DEFAULT),
)

# An empty TILES keeps Leaflet's plugin from adding OpenStreetMap by itself; its reset button is
# an empty box, and the miniature map needs a tile layer.
LEAFLET_CONFIG = {
    "TILES": [],
    "RESET_VIEW": False,
    "MINIMAP": False,
    "SCALE": None,
    "ATTRIBUTION_PREFIX": "",
    "NO_GLOBALS": True,
    "FORCE_IMAGE_PATH": False,
    "MIN_ZOOM": 4,
    "MAX_ZOOM": 18,
}


def tile_origin(url):
    """Where the pattern's tiles come from, as Content-Security-Policy names it: https://a.b."""
    parts = urlsplit(url.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "'self'"


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", tile_origin(MAP_TILES_URL)],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# By path, what differs there. Only the embed may be framed, by anybody; it asks only this site for
# anything, and it has no forms. Where its snippet is made, it is shown.
CSP_OF_PAGES = {
    "/embed/": {
        "frame-ancestors": ["*"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'none'"],
    },
    "/embed/make/": {"frame-src": ["'self'"]},
}

# --- The API ------------------------------------------------------------------------------------

vars().update(rest.SETTINGS)

# --- Static files -------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "build" / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "betterwork.storage.StaticFilesStorage"},
}
# Besides what is compressed already, the maps of scripts, which nobody downloads.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# What is typed without a scheme is taken for https://, as Django 6 does by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- E-mail -------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 5  # Django's default waits for ever for a server that says nothing
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Better Work Map <webmaster@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Geocoding ----------------------------------------------------------------------------------

vars().update(geocoders.settings_from(env, SITE_URL, CONTACT_EMAIL))

# --- Freshness ----------------------------------------------------------------------------------

# An entry that nobody has confirmed for so long is asked about, three times, with this pause.
REVIEW_AFTER_DAYS = env.int("REVIEW_AFTER_DAYS", default=365)
REVIEW_AGAIN_DAYS = env.int("REVIEW_AGAIN_DAYS", default=14)

# Whether the worker looks at the websites of entries each week. Only a site that can be looked up
# itself does so unasked: it tells the servers where to ask who it is.
WEBSITE_CHECKS = env.bool("WEBSITE_CHECKS", default=BEHIND_TLS)
WEBSITE_CHECK_USER_AGENT = env.str(
    "WEBSITE_CHECK_USER_AGENT", default=f"BetterWorkMap/1.0 (+{SITE_URL}/about/)"
)

if REVIEW_AFTER_DAYS < 30 or REVIEW_AGAIN_DAYS < 1:
    raise ImproperlyConfigured(
        "REVIEW_AFTER_DAYS must be 30 or more, and REVIEW_AGAIN_DAYS 1 or more."
    )

# --- Logging ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "filters": {"mask_secrets": {"()": "betterwork.masking.MaskSecrets"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["mask_secrets"],
        },
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Its own handlers would write every line twice, or, with DEBUG off, send mail.
        "django": {"handlers": [], "propagate": True},
        # They announce every task, in every command.
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
        # A line for each of several jobs a minute, with nothing to do in most of them.
        "procrastinate.jobs": {"level": "WARNING"},
        "procrastinate.worker": {"level": "WARNING"},
    },
}
