"""Pages that are short walks along the index of an order."""

from projects.finding.hints import hints

# PostgreSQL cannot know how many bits are 1, so it might read or sort far too much.
ALONG_AN_INDEX = {"enable_seqscan": "off", "enable_sort": "off", "enable_bitmapscan": "off"}


def walk(ordered, start, stop, number):
    """Return the ids from start to stop, a list.

    ordered: a queryset of ids in an order that has an index. number: how many it has in all; the
    walk begins at the end that is nearer.
    """
    with hints(**ALONG_AN_INDEX):
        if number - stop < start:
            return list(ordered.reverse()[number - stop : number - start])[::-1]
        return list(ordered[start:stop])
