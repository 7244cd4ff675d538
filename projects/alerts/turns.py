"""When an alert's turn comes: at seven in the morning in London, each day or each Monday."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from projects.models import Alert

HOUR = 7
MONDAY = 0


def next_turn(frequency, after):
    """Return the first moment after a moment at which an alert of this frequency is due."""
    local = timezone.localtime(after)
    day = local.date() + timedelta(days=int(local.hour >= HOUR))
    if frequency == Alert.Frequency.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, time(HOUR), tzinfo=timezone.get_current_timezone())
