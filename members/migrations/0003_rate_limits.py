"""The table that limits on attempts are counted in, as `createcachetable` would make it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("members", "0002_network")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE rate_limits (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX rate_limits_expires ON rate_limits (expires);
            """,
            "DROP TABLE rate_limits;",
        ),
    ]
