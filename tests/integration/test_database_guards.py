"""The database defends itself, whatever the application does."""

import psycopg
import pytest
from django.db import connection, transaction


class TestRowSecurity:
    def test_shows_nothing_without_a_viewer(self, database):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select count(*) from report")

            assert cursor.fetchone() == (0,)
