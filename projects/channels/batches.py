"""Records a few at a time, so that a file of any size needs the same memory."""

from itertools import islice

# Written in one piece; a piece is some hundred kilobytes.
BATCH = 100


def in_batches(records):
    """Yield lists of BATCH records, the last one shorter."""
    records = iter(records)
    while batch := list(islice(records, BATCH)):
        yield batch
