"""Many checks at once in one thread, each host asked no more often than is polite."""

import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from projects.models import Turn

SECONDS_BETWEEN = 5
_NAME = "host {}"  # apart from the geocoders, which take turns in the same table


def take_turn(host):
    """Take this host's next turn, for all processes. Returns the seconds to wait; 0: it is ours."""
    now = timezone.now()
    with transaction.atomic():
        # Locked by the lookup itself, so that of two processes one waits and then sees the other's.
        turn, _made = Turn.objects.select_for_update().get_or_create(
            name=_NAME.format(host)[:255], defaults={"next_at": now}
        )
        wait = (turn.next_at - now).total_seconds()
        if wait > 0:
            return wait
        turn.next_at = now + timedelta(seconds=SECONDS_BETWEEN)
        turn.save(update_fields=["next_at"])
    return 0


def forget_turns():
    """Delete the turns of hosts that nobody waits for."""
    yesterday = timezone.now() - timedelta(days=1)
    Turn.objects.filter(name__startswith=_NAME.format(""), next_at__lt=yesterday).delete()


def run_in_turns(checks, take_turn, seconds_to_begin, seconds):
    """Run the checks, which generate the host they will ask next, and return {key: result}.

    checks: {key: generator}, the most urgent first. After `seconds_to_begin` none is begun, and
    those are missing in the answer; after `seconds` none goes on, and their result is None.
    """
    begun = time.monotonic()
    waiting, results = dict.fromkeys(checks), {}  # {key: (host, not before)}, None: not begun

    def advance(key):
        try:
            waiting[key] = (next(checks[key]), 0)
        except StopIteration as end:
            results[key] = end.value
            del waiting[key]

    def next_step():
        """Bring one check forward. Return the seconds until the next may be, 0 after a step."""
        pause = seconds
        for key, place in list(waiting.items()):
            now = time.monotonic()
            if place is None:
                if now - begun < seconds_to_begin:
                    advance(key)
                    return 0
                del waiting[key]
                continue
            host, not_before = place
            wait = not_before - now
            if wait <= 0:
                wait = take_turn(host)
                if not wait:
                    advance(key)
                    return 0
                waiting[key] = (host, now + wait)
            pause = min(pause, wait)
        return pause

    while waiting and (left := begun + seconds - time.monotonic()) > 0:
        if pause := next_step():
            time.sleep(min(pause, left))
    unfinished = [key for key, place in waiting.items() if place]
    return results | dict.fromkeys(unfinished)
