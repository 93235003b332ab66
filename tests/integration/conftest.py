"""Operations, queries and commands on the real database."""

from tests.conftest import begin

begin()
