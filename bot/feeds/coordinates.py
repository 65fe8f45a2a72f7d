"""Where published coordinates lie: degrees checked and put in order, Lambert-93 turned into degrees."""

from __future__ import annotations

from math import asinh, atan, atanh, degrees, exp, hypot, isfinite, log, pi, radians, sin, sinh, sqrt, tan

# South, west, north, east in degrees: France and its overseas territories, with room around.
_TERRITORIES = (
    (41.0, -5.6, 51.5, 10.0),
    (15.7, -63.3, 18.3, -60.9),
    (14.2, -61.4, 15.0, -60.6),
    (2.0, -54.7, 6.0, -51.4),
    (-21.6, 55.0, -20.6, 56.1),
    (-13.3, 44.8, -12.4, 45.5),
    (46.5, -56.7, 47.3, -55.9),
    (-23.5, 162.5, -18.5, 169.5),
    (-28.5, -155.5, -7.0, -134.0),
    (-14.8, -178.7, -12.7, -175.5),
)
# Lambert-93 (RGF93, EPSG:2154): GRS 80, standard parallels 44° and 49°, origin 46°30' N 3° E.
_A = 6378137.0
_E = sqrt(0.0066943800229034)
_X0, _Y0 = 700000.0, 6600000.0
_LON0, _LAT0 = radians(3.0), radians(46.5)
_LAT1, _LAT2 = radians(44.0), radians(49.0)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _in_france(latitude: float, longitude: float) -> bool:
    return any(s <= latitude <= n and w <= longitude <= e for s, w, n, e in _TERRITORIES)


def degrees_of(latitude: object, longitude: object, *, abroad: bool = False) -> tuple[float, float] | None:
    """Latitude and longitude in WGS 84 degrees, put back in order when they were exchanged; None when useless.

    Points outside France are refused unless the place is `abroad`.
    """
    first, second = _number(latitude), _number(longitude)
    if first is None or second is None or (first == 0 and second == 0):
        return None
    if _in_france(first, second):
        return first, second
    if _in_france(second, first):
        return second, first
    return (first, second) if abroad and abs(first) <= 90 and abs(second) <= 180 else None


def pair_of(text: object, *, abroad: bool = False) -> tuple[float, float] | None:
    """The two numbers of « 48.83,2.23 », in either order."""
    parts = str(text or "").replace(";", ",").split(",")
    return degrees_of(parts[0], parts[1], abroad=abroad) if len(parts) == 2 else None


def _isometric(latitude: float) -> float:
    return asinh(tan(latitude)) - _E * atanh(_E * sin(latitude))


def _projection() -> tuple[float, float, float]:
    """Exponent and constant of the cone, and the northing of its apex."""

    def normal(latitude: float) -> float:
        return _A / sqrt(1 - (_E * sin(latitude)) ** 2)

    def cosine(latitude: float) -> float:
        return 1 / sqrt(1 + tan(latitude) ** 2)

    first, second = normal(_LAT1) * cosine(_LAT1), normal(_LAT2) * cosine(_LAT2)
    exponent = log(second / first) / (_isometric(_LAT1) - _isometric(_LAT2))
    constant = first / exponent * exp(exponent * _isometric(_LAT1))
    return exponent, constant, _Y0 + constant * exp(-exponent * _isometric(_LAT0))


_N, _C, _YS = _projection()


def from_lambert93(x: object, y: object) -> tuple[float, float] | None:
    """Latitude and longitude of a point of Lambert-93, given in metres; None outside metropolitan France."""
    east, north = _number(x), _number(y)
    if east is None or north is None or not (0 < east < 1_400_000 and 5_900_000 < north < 7_300_000):
        return None
    radius = hypot(east - _X0, north - _YS)
    longitude = _LON0 + atan((east - _X0) / (_YS - north)) / _N
    isometric = -log(radius / _C) / _N
    latitude = 2 * atan(exp(isometric)) - pi / 2
    for _ in range(8):
        latitude = atan(sinh(isometric + _E * atanh(_E * sin(latitude))))
    return round(degrees(latitude), 7), round(degrees(longitude), 7)
