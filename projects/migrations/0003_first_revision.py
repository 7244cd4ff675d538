from django.db import migrations


def add_row(apps, schema_editor):
    apps.get_model("projects", "Revision").objects.get_or_create(pk=1)


def remove_row(apps, schema_editor):
    apps.get_model("projects", "Revision").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_directory")]
    operations = [migrations.RunPython(add_row, remove_row)]
