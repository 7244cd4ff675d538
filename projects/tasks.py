"""What the worker does by itself."""

from procrastinate.contrib.django import app

from projects import workflow


@app.periodic(cron="10 0 * * *")  # ten past midnight; the worker's clock is in UTC
@app.task(queueing_lock="end_finished_projects", pass_context=False)
def end_finished_projects(timestamp):
    """Turn projects that have ended to "past", once a day."""
    workflow.end_finished()
