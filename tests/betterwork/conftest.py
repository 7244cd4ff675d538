import subprocess
import sys

import pytest

from betterwork.preparation import CHECKOUT
from tests.betterwork import servers


@pytest.fixture(scope="session")
def static_files():
    """The static files as production has them, in place; tests themselves run without."""
    environment = servers.environment(DATABASE_URL="postgresql:///none", SECRET_KEY="x" * 60)
    command = [sys.executable, "-m", "betterwork.preparation"]
    subprocess.run(command, cwd=CHECKOUT, env=environment, check=True)


@pytest.fixture
def gunicorn(static_files):
    """`servers.gunicorn`, once the static files are in place."""
    return servers.gunicorn
