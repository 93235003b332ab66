"""Every address: the API's, and the web door's."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("waymark.interfaces.api.urls")),
    path("", include("waymark.interfaces.web.urls")),
]
handler400 = "waymark.interfaces.web.errors.bad_request"
handler403 = "waymark.interfaces.web.errors.forbidden"
handler404 = "waymark.interfaces.web.errors.not_found"
handler500 = "waymark.interfaces.web.errors.broken"
