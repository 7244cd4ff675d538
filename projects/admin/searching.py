"""The search of a list takes a few words, as people type them."""

MOST_WORDS = 12


class SearchesFewWords:
    """Mixin of a ModelAdmin: what is beyond the first words of a search is left out.

    Django makes a condition for each word and each field; a thousand words keep PostgreSQL busy
    until its time is over.
    """

    def get_search_results(self, request, queryset, search_term):
        """Search for the first words."""
        words = " ".join(search_term.split()[:MOST_WORDS])
        return super().get_search_results(request, queryset, words)
