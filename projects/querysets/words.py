"""Full text: what is searched for, and in which parts of an entry."""

from django.contrib.postgres.search import SearchQuery, SearchVectorExact, SearchVectorField
from django.db.models import Func

from projects.text import search_words

# The weights of projects.deriving: the name of a project is a, those of its organisations are b,
# its summary is c. Each of these parts has an index of its own.
NAME = "a"
NAMES = "a,b"
NAMES_AND_SUMMARY = "a,b,c"


class PartsOf(Func):
    """A search vector without the words of all other parts. An index has this very expression."""

    output_field = SearchVectorField()

    def __init__(self, vector, parts):
        super().__init__(vector, template=f"ts_filter(%(expressions)s, '{{{parts}}}'::\"char\"[])")


class WithoutPhrases(SearchQuery):
    """A search query that asks for all words of its phrases, wherever they stand."""

    def as_sql(self, *args, **kwargs):
        """Return (SQL, parameters)."""
        sql, parameters = super().as_sql(*args, **kwargs)
        return rf"(regexp_replace({sql}::text, '<(-|\d+)>', '&', 'g')::tsquery)", parameters


def word_query(text):
    """Return the expression of a text in websearch syntax: all words, English stemming."""
    words = search_words(text)
    # PostgreSQL makes a phrase of "in-work" too, of the whole and its parts. The whole word alone
    # says as much; and to find a phrase, every text with its words has to be read.
    kind = SearchQuery if '"' in words else WithoutPhrases
    return kind(words, search_type="websearch", config="english")


def has_words(vector, text, parts=None):
    """Return the condition that a search vector, or some parts of it, has all the words."""
    return SearchVectorExact(PartsOf(vector, parts) if parts else vector, word_query(text))
