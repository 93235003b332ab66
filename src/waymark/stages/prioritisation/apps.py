from django.apps import AppConfig


class PrioritisationConfig(AppConfig):
    name = "waymark.stages.prioritisation"
    label = "prioritisation"
    default_auto_field = "django.db.models.BigAutoField"
