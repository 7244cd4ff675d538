"""The four topics of the network's resources."""

from django.db import migrations

TOPICS = [
    ("engaging-workers", "Engaging workers"),
    ("design-and-delivery", "Design and delivery"),
    ("working-with-employers", "Working with employers"),
    ("assessing-performance", "Assessing performance"),
]


def add(apps, schema_editor):
    topic = apps.get_model("projects", "Topic")
    for order, (slug, name) in enumerate(TOPICS, 1):
        topic.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})


def remove(apps, schema_editor):
    apps.get_model("projects", "Topic").objects.filter(slug__in=dict(TOPICS)).delete()


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_resources_and_mail")]

    operations = [migrations.RunPython(add, remove, elidable=False)]
