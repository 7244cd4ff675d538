"""`make bench`: made-up projects in a database of their own, and how fast the site serves them."""
