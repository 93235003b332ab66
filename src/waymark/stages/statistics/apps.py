from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "waymark.stages.statistics"
    label = "statistics"
    default_auto_field = "django.db.models.BigAutoField"
