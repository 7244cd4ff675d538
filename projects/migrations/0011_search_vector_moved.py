import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations

# Backwards, the column is filled again from where it went.
NOTHING = migrations.RunSQL.noop
BACK = """
UPDATE projects_project AS project SET search_vector = text.vector
FROM projects_searchtext AS text WHERE text.project_id = project.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0010_count'),
    ]

    operations = [
        migrations.RunSQL(NOTHING, BACK),
        migrations.RemoveIndex(
            model_name='project',
            name='project_search',
        ),
        migrations.RemoveField(
            model_name='project',
            name='search_vector',
        ),
    ]
