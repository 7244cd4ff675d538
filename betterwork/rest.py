"""How the API is served: settings of Django REST framework and drf-spectacular."""

SETTINGS = {
    # Nobody is asked who they are, so no session is read; there is nothing but JSON.
    "REST_FRAMEWORK": {
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "EXCEPTION_HANDLER": "projects.api.problems.answer_exception",
        "UNAUTHENTICATED_USER": None,
        "URL_FORMAT_OVERRIDE": None,
    },
    "SPECTACULAR_SETTINGS": {
        "TITLE": "Better Work Map",
        "DESCRIPTION": "Projects across the UK that make low-paid and insecure work better.",
        "VERSION": "1",
        "OAS_VERSION": "3.1.0",
    },
}
