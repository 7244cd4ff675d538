"""Answers for a load balancer and a deployment."""

from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request):
    """200 while the database answers, or its replica, which all public pages can be read from."""
    if not any(_answers(database) for database in connections.all()):
        return _plain("the database does not answer", 503)
    return _plain("ok")


@require_safe
@never_cache
def readyz(request):
    """200 once every migration has been applied to a database that answers, otherwise 503."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return _plain("the database does not answer", 503)
    if waiting:
        return _plain(f"{len(waiting)} migrations to apply", 503)
    return _plain("ok")


def _answers(database):
    try:
        with database.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _plain(text, status=200):
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
