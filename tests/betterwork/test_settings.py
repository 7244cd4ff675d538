"""The settings as other processes see them: production, a missing variable, a machine."""

import subprocess
import sys

import pytest
from django.core.management import call_command

from betterwork.preparation import CHECKOUT
from betterwork.settings import tile_origin
from tests.betterwork.servers import environment

# As docs/operations.md has it; no test connects to this database.
PRODUCTION = {
    "DATABASE_URL": "postgresql://betterwork:secret@127.0.0.1:1/betterwork",
    "SECRET_KEY": "2" + "aBcDeFgHiJ" * 6,
    "SITE_URL": "https://map.example.org",
}


def python(*arguments, **variables):
    """Run Python in the checkout with these variables set."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
    )


def value_of(expression, **variables):
    """What an expression on the settings gives in such an environment."""
    code = f"from betterwork import settings; print({expression})"
    result = python("-c", code, **variables)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_the_deployment_checks_find_nothing_in_production():
    result = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr
    # A negative control: the same check does find something where there is no TLS.
    plain = PRODUCTION | {"SITE_URL": "http://map.example.org"}
    assert python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **plain).returncode


def test_production_listens_to_its_own_name_and_keeps_to_tls():
    expression = (
        "'map.example.org' in settings.ALLOWED_HOSTS, settings.DEBUG, "
        "settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.EMAIL_TIMEOUT"
    )
    assert value_of(expression, **PRODUCTION) == "True False True True 5"


def test_the_web_server_refuses_to_start_without_a_database():
    result = python("-c", "import betterwork.wsgi")
    assert result.returncode == 1
    assert result.stderr.strip().splitlines() == [
        "betterwork.wsgi: set DATABASE_URL; the embedded database is for trying the site out."
    ]


@pytest.mark.parametrize("command", [["-c", "import betterwork.wsgi"], ["manage.py", "check"]])
def test_a_named_database_needs_a_secret_key(command):
    result = python(*command, DATABASE_URL=PRODUCTION["DATABASE_URL"])
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Set SECRET_KEY" in result.stderr


def test_pages_have_time_limits_and_commands_have_none():
    options = "settings.DATABASES['default']['OPTIONS']['options']"
    assert value_of(options, **PRODUCTION) == "-c statement_timeout=0 -c lock_timeout=0 -c jit=off"
    code = f"import betterwork.wsgi; from django.conf import settings; print({options})"
    web = python("-c", code, **PRODUCTION)
    assert web.stdout.strip() == "-c statement_timeout=2500 -c lock_timeout=2000 -c jit=off"


def test_the_site_starts_where_there_is_no_gdal():
    code = (
        "import sys; sys.modules['django.contrib.gis.gdal'] = None\n"
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('check')\n"
        "assert 'leaflet.admin' not in sys.modules\n"
        "from django.contrib import admin; print(len(admin.site._registry))"
    )
    result = python("-c", code, **PRODUCTION, DJANGO_SETTINGS_MODULE="betterwork.settings")
    assert result.returncode == 0, result.stderr
    assert int(result.stdout.split()[-1]) > 1


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("pattern", "origin"),
    [
        ("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "https://tile.openstreetmap.org"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "https://*.tiles.example"),
        ("/tiles/{z}/{x}/{y}.png", "'self'"),
    ],
)
def test_the_policy_names_where_the_tiles_come_from(pattern, origin):
    assert tile_origin(pattern) == origin
