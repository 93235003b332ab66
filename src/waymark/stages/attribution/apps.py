from django.apps import AppConfig


class AttributionConfig(AppConfig):
    name = "waymark.stages.attribution"
    label = "attribution"
    default_auto_field = "django.db.models.BigAutoField"
