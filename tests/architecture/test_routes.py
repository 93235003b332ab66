"""Every route asks a permission, or says why it asks none."""

from tests.conftest import begin

begin()

from collections.abc import Iterator  # noqa: E402

from django.urls import URLPattern, URLResolver, get_resolver  # noqa: E402

from waymark.access.rules import Permission  # noqa: E402
from waymark.interfaces.web.urls import OPEN  # noqa: E402


def routes(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern)
        else:
            yield pattern


ROUTES = list(routes(get_resolver()))


class TestEveryRoute:
    def test_has_a_name_of_its_own(self):
        names = [route.name for route in ROUTES]

        assert None not in names
        assert len(names) == len(set(names))

    def test_asks_a_permission_or_says_why_not(self):
        unaccounted = [
            route.name
            for route in ROUTES
            if route.name not in OPEN
            and not isinstance(getattr(route.callback, "waymark_permission", None), Permission)
            and not getattr(route.callback, "waymark_reason", "")
        ]

        assert unaccounted == []

    def test_is_declared_open_only_while_it_exists_and_is_not_a_page_of_ours(self):
        ours = {route.name for route in ROUTES if getattr(route.callback, "waymark_is_page", False)}

        assert set(OPEN) <= {route.name for route in ROUTES} - ours
