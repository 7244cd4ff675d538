"""Django's PostgreSQL backend, which asks less of the server; DATABASES names it as its ENGINE."""
