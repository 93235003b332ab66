from math import cos, degrees, hypot, radians

import pytest

from waymark.reference.national_grid import _unproject, many_to_wgs84, to_wgs84


class TestNationalGrid:
    def test_unprojects_as_ordnance_survey_s_worked_example(self):
        """A guide to coordinate systems in Great Britain, annex C.2: Caister water tower on Airy 1830."""
        lat, lon = (degrees(angle) for angle in _unproject(651_409.903, 313_177.270))

        assert lat == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=1e-8)
        assert lon == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=1e-8)

    @pytest.mark.parametrize(
        ("easting", "northing", "lat", "lon"),
        [
            (530_000, 180_000, 51.50400, -0.12835),  # pyproj, without its grids
            (91_492.146, 11_318.804, 49.92226393730, -6.29977752014),  # OSTN15 test point 1, St Mary's
            (599_445.590, 225_722.826, 51.89436637, 0.89724327),  # OSTN15, Colchester
            (421_300.525, 1_072_147.239, 59.53470795, -1.62516966),  # OSTN15, Fair Isle
        ],
    )
    def test_comes_within_five_metres_of_surveyed_points(self, easting, northing, lat, lon):
        found_lat, found_lon = to_wgs84(easting, northing)

        metres = hypot((found_lat - lat) * 111_200, (found_lon - lon) * 111_320 * cos(radians(lat)))
        assert metres < 5


class TestManyToWGS84:
    def test_agrees_with_the_exact_answer_within_five_centimetres(self):
        import numpy as np

        metres = np.array([(91_492.1, 11_318.8), (530_123.4, 180_456.7), (421_300.5, 1_072_147.2)])

        found = many_to_wgs84(metres)

        exact = [to_wgs84(east, north)[::-1] for east, north in metres]
        assert np.abs(found - exact).max() * 111_320 < 0.05
