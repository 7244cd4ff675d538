"""What the worker does by itself for the network."""

from procrastinate.contrib.django import app

from members import attention, reminders
from members.accounts import tidying
from members.privacy import retention

# --- Events ---------------------------------------------------------------------------------------


@app.periodic(cron="5 * * * *")
@app.task(queueing_lock="remind_of_events", pass_context=False)
def remind_of_events(timestamp):
    """Remind, once, those who come to an event within a day."""
    reminders.remind()


# --- Privacy --------------------------------------------------------------------------------------


@app.periodic(cron="35 * * * *")
@app.task(queueing_lock="forget_by_the_calendar", pass_context=False)
def forget_by_the_calendar(timestamp):
    """Forget what is not to be kept any longer, and ask members who have long been silent."""
    retention.forget()


# --- Entries that members look after --------------------------------------------------------------


@app.periodic(cron="15 8 3 * *")  # the third of each month
@app.task(queueing_lock="tell_stewards", pass_context=False)
def tell_stewards(timestamp):
    """Tell those who look after entries, once a month, what in them needs attention."""
    attention.tell_stewards()


# --- Signing in -----------------------------------------------------------------------------------


@app.periodic(cron="45 4 * * *")
@app.task(queueing_lock="tidy_accounts", pass_context=False)
def tidy_accounts(timestamp):
    """Forget sessions that are over, and who asked to sign in."""
    tidying.tidy()
