"""What the worker does by itself."""

from django.conf import settings
from procrastinate import builtin_tasks
from procrastinate.contrib.django import app

from projects import workflow
from projects.alerts import looking
from projects.places import answers
from projects.submissions import digest, locating, mail, reviews, tending
from projects.websites import checking


@app.periodic(cron="10 0 * * *")  # ten past midnight; the worker's clock is in UTC
@app.task(queueing_lock="end_finished_projects", pass_context=False)
def end_finished_projects(timestamp):
    """Turn projects that have ended to "past", once a day."""
    workflow.end_finished()


# --- Mail and the calendar of submissions ---------------------------------------------------------


@app.periodic(cron="* * * * *", queueing_lock="send_mail")
@app.task(name="projects.tasks.send_mail", pass_context=False)
def send_mail(timestamp=None):
    """Send what is due: each minute, and whenever a mail was written."""
    mail.send_due()


@app.periodic(
    cron="0 * * * *"
)  # hourly, because London's eight o'clock is at one of two hours of UTC
@app.task(queueing_lock="write_digest", pass_context=False)
def write_digest(timestamp):
    """Tell staff what waits for them, at eight on working days."""
    digest.write()


@app.periodic(cron="20 * * * *")
@app.task(queueing_lock="tend_submissions", pass_context=False)
def tend_submissions(timestamp):
    """Remind of, erase and forget what the calendar says."""
    tending.tend()


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context, timestamp):
    """Forget the jobs that ended three days ago: there is one a minute."""
    await builtin_tasks.remove_old_jobs(context, max_hours=72, remove_failed=True)


# --- Alerts ---------------------------------------------------------------------------------------


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="write_alerts", pass_context=False)
def write_alerts(timestamp):
    """Tell those who follow a list, and whose turn it is, what is new or changed on it."""
    looking.look()


# --- Places ---------------------------------------------------------------------------------------


@app.periodic(cron="* * * * *", queueing_lock="locate_submissions")
@app.task(name="projects.tasks.locate_submissions", pass_context=False)
def locate_submissions(timestamp=None):
    """Look up where proposed projects happen: each minute, and whenever one begins to wait."""
    locating.locate_waiting()


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="forget_old_answers", pass_context=False)
def forget_old_answers(timestamp):
    """Forget what geocoders answered too long ago to be used."""
    answers.forget_old()


# --- Freshness ------------------------------------------------------------------------------------


@app.periodic(cron="40 6 * * *")
@app.task(queueing_lock="ask_for_reviews", pass_context=False)
def ask_for_reviews(timestamp):
    """Ask contacts whether their entries are still right, once a day."""
    reviews.ask()


@app.periodic(cron="50 2 * * *")
@app.task(queueing_lock="list_websites", pass_context=False)
def list_websites(timestamp):
    """Note which web addresses are to be looked at, once a day."""
    if settings.WEBSITE_CHECKS:
        checking.list_addresses()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="check_websites", pass_context=False)
def check_websites(timestamp):
    """Look at a few of the web addresses whose week is over."""
    if settings.WEBSITE_CHECKS:
        checking.check_some()
