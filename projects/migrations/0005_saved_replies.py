"""The saved replies to begin with; staff edit them, so none that is there is written over."""

from django.db import migrations

ASK, REJECT = "ask", "reject"

REPLIES = [
    (
        ASK,
        "Who runs it?",
        "Thank you for telling us about this. We could not find out who runs it. Please tell us "
        "the name of the organisation and, if it has one, its website.",
    ),
    (
        ASK,
        "Where does it work?",
        "Thank you for this. Please tell us which areas it serves: the councils, the region, or "
        "the whole of the UK. If people go to one place, its postcode is best of all.",
    ),
    (
        ASK,
        "Is it still running?",
        "Thank you for this. We could not tell whether it still runs. Please tell us whether it "
        "does and, if it has an end date, when that is.",
    ),
    (
        ASK,
        "How does somebody join?",
        "Thank you for this. People who find it on the map will want to know what to do next. "
        "Please tell us how somebody joins, or a telephone number, an e-mail address or a page "
        "that we may show to everybody.",
    ),
    (
        ASK,
        "What does it do for people in work?",
        "Thank you for this. The map is about better work: pay, hours, security, skills and "
        "getting on. Please tell us in a sentence or two what it does for people who are in work, "
        "or for those who employ them.",
    ),
    (
        ASK,
        "Where can we read about it?",
        "Thank you for this. We check everything before it goes on the map, and we could not find "
        "anything published about it. Please send us the address of a page, a report or a leaflet.",
    ),
    (
        ASK,
        "Is this the same project?",
        "Thank you for this. We have an entry that looks like the same project. Please look at it "
        "and tell us whether it is, or in what way yours is different.",
    ),
    (
        REJECT,
        "Not about people in work",
        "Thank you for telling us about this. The map is for projects that help people in low-paid "
        "work to better work, or that help employers to offer it. Yours does something else, so we "
        "have not added it. If we have misunderstood, please edit what you sent and say what it "
        "does for people in work.",
    ),
    (
        REJECT,
        "A job advertisement or a service for sale",
        "Thank you for writing to us. The map does not carry job advertisements or services that "
        "are sold, so we have not added this.",
    ),
    (
        REJECT,
        "Outside the United Kingdom",
        "Thank you for telling us about this. The map covers the United Kingdom only, so we have "
        "not added it. If it also works in the UK, please edit what you sent and say where.",
    ),
    (
        REJECT,
        "We could not confirm it",
        "Thank you for this. We tried to confirm it and could not: we found nothing published "
        "about it, and nobody answered. So we have not added it. If you can send us a page or a "
        "person to ask, please edit what you sent and send it again.",
    ),
    (
        REJECT,
        "On the map already",
        "Thank you for this. The project is on the map already, with the same details, so nothing "
        "had to be changed.",
    ),
    (
        REJECT,
        "The entry is right as it is",
        "Thank you for taking the trouble. We asked the organisation, and what the entry says is "
        "right, so we have left it as it is.",
    ),
    (
        REJECT,
        "One organisation, no project",
        "Thank you for this. What you sent describes an organisation. The map shows projects: "
        "something with a purpose, a place and a beginning. If the organisation runs one, please "
        "edit what you sent and tell us about that.",
    ),
]


def add_replies(apps, schema_editor):
    saved_reply = apps.get_model("projects", "SavedReply")
    for order, (use, title, text) in enumerate(REPLIES, 1):
        saved_reply.objects.get_or_create(
            use=use, title=title, defaults={"text": text, "order": order * 10}
        )


def remove_replies(apps, schema_editor):
    """Remove those that still say what was put there; what staff wrote stays."""
    saved_reply = apps.get_model("projects", "SavedReply")
    for use, title, text in REPLIES:
        saved_reply.objects.filter(use=use, title=title, text=text).delete()


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_submissions")]
    operations = [migrations.RunPython(add_replies, remove_replies)]
