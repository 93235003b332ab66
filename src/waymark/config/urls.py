"""Every address of the web door."""

from django.urls import include, path

urlpatterns = [path("", include("waymark.interfaces.web.urls"))]
handler400 = "waymark.interfaces.web.errors.bad_request"
handler403 = "waymark.interfaces.web.errors.forbidden"
handler404 = "waymark.interfaces.web.errors.not_found"
handler500 = "waymark.interfaces.web.errors.broken"
