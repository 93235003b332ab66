"""British National Grid eastings and northings to WGS84 degrees, near enough to say which force.

Accuracy: about 5 m (Ordnance Survey states 3.5 m at 95%), because one Helmert transformation stands for
the grid of local shifts (OSTN15) that surveyors use. Boundaries are judged near at many times that.

Source: Ordnance Survey, *A guide to coordinate systems in Great Britain*, v3.6: annex A (the ellipsoids
and the projection's constants), annex C (from grid to degrees), section 6.6 (the seven parameters).
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Airy 1830 and GRS80 (which WGS84 equals to a fraction of a millimetre): semi-major, semi-minor, metres.
_AIRY_A, _AIRY_B = 6377563.396, 6356256.909
_GRS80_A, _GRS80_B = 6378137.0, 6356752.3141

_SCALE = 0.9996012717
_TRUE_LAT, _TRUE_LON = radians(49.0), radians(-2.0)
_FALSE_EASTING, _FALSE_NORTHING = 400_000.0, -100_000.0

# OSGB36 to WGS84: the published WGS84-to-OSGB36 parameters with every sign turned. Metres, seconds, ppm.
_SHIFT = (446.448, -125.157, 542.060)
_TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH = 1 + -20.4894e-6

_E2 = 1 - (_AIRY_B / _AIRY_A) ** 2
_N = (_AIRY_A - _AIRY_B) / (_AIRY_A + _AIRY_B)


def _meridional_arc(lat: float) -> float:
    """Metres along the meridian from the true origin to a latitude in radians (annex C, C3)."""
    n, less, more = _N, lat - _TRUE_LAT, lat + _TRUE_LAT
    return (
        _AIRY_B
        * _SCALE
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
            - (3 * n + 3 * n**2 + 2.625 * n**3) * sin(less) * cos(more)
            + 1.875 * (n**2 + n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _unproject(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in radians on the Airy ellipsoid (annex C, C6 and VII to XIIA)."""
    north = northing - _FALSE_NORTHING
    lat = _TRUE_LAT + north / (_AIRY_A * _SCALE)
    while abs(left := north - _meridional_arc(lat)) >= 1e-5:  # noqa: PLR2004 - 0.01 mm, as annex C asks
        lat += left / (_AIRY_A * _SCALE)
    across = _AIRY_A * _SCALE / sqrt(1 - _E2 * sin(lat) ** 2)
    along = across * (1 - _E2) / (1 - _E2 * sin(lat) ** 2)
    eta2, t, east = across / along - 1, tan(lat), easting - _FALSE_EASTING
    t2 = t * t
    vii = t / (2 * along * across)
    viii = t / (24 * along * across**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = t / (720 * along * across**5) * (61 + 90 * t2 + 45 * t2**2)
    x = 1 / (cos(lat) * across)
    xi = x / (6 * across**2) * (across / along + 2 * t2)
    xii = x / (120 * across**4) * (5 + 28 * t2 + 24 * t2**2)
    xiia = x / (5040 * across**6) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    return (
        lat - vii * east**2 + viii * east**4 - ix * east**6,
        _TRUE_LON + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def _shift_datum(lat: float, lon: float) -> tuple[float, float]:
    """OSGB36 to WGS84, both in radians, at height 0 (annex B and section 6.2)."""
    across = _AIRY_A / sqrt(1 - _E2 * sin(lat) ** 2)
    x, y, z = across * cos(lat) * cos(lon), across * cos(lat) * sin(lon), across * (1 - _E2) * sin(lat)
    rx, ry, rz = _TURN
    dx, dy, dz = _SHIFT
    there = (
        dx + _STRETCH * x - rz * y + ry * z,
        dy + rz * x + _STRETCH * y - rx * z,
        dz - ry * x + rx * y + _STRETCH * z,
    )
    e2 = 1 - (_GRS80_B / _GRS80_A) ** 2
    flat = hypot(there[0], there[1])
    found = atan2(there[2], flat * (1 - e2))
    for _ in range(4):  # each round gains some two digits more than the one before
        found = atan2(there[2] + e2 * _GRS80_A / sqrt(1 - e2 * sin(found) ** 2) * sin(found), flat)
    return found, atan2(there[1], there[0])


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in WGS84 degrees of a grid reference in metres, within 5 m."""
    lat, lon = _shift_datum(*_unproject(easting, northing))
    return degrees(lat), degrees(lon)


# Corners of a boundary lie metres apart, and the whole of Britain spans some 700 by 1,300 km: between the
# knots of a net this fine the exact answer bends by less than five centimetres.
_NET_METRES = 1_000.0
# More cells than the grid has from south to north.
_ROW = 1_000_000


def many_to_wgs84(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of easting, northing as rows of longitude, latitude in WGS84 degrees, within 5 m.

    The exact answer is worked out at the knots of a net over the rows and taken between them in straight
    lines: a national boundary has millions of corners.
    """
    import numpy as np

    cells = np.floor(metres / _NET_METRES)
    # One number a cell: sorting pairs takes many times as long.
    numbers, inverse = np.unique(cells[:, 0] * _ROW + cells[:, 1], return_inverse=True)
    east, north = np.divmod(numbers, _ROW)
    corners = [
        np.array([_knot(int(x) + right, int(y) + up) for x, y in zip(east, north, strict=True)])[inverse]
        for up in (0, 1)
        for right in (0, 1)
    ]
    across, up = (metres / _NET_METRES - cells).T[:, :, None]
    below = corners[0] * (1 - across) + corners[1] * across
    above = corners[2] * (1 - across) + corners[3] * across
    return np.asarray(below * (1 - up) + above * up)


@lru_cache(maxsize=1 << 18)
def _knot(east: int, north: int) -> tuple[float, float]:
    """Longitude and latitude of a knot of the net."""
    lat, lon = to_wgs84(east * _NET_METRES, north * _NET_METRES)
    return lon, lat
