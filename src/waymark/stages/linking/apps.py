from django.apps import AppConfig


class LinkingConfig(AppConfig):
    name = "waymark.stages.linking"
    label = "linking"
    default_auto_field = "django.db.models.BigAutoField"
