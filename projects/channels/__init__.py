"""The same query in another form: files, and what they share with every other machine format."""
