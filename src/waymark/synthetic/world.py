"""The invented world of one seed: the postcodes, shared hashes and Tor exits that every report draws on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from waymark.synthetic.draws import Draws
from waymark.synthetic.networks import Kind, pools
from waymark.synthetic.places import draw_postcodes

if TYPE_CHECKING:
    from waymark.synthetic.places import Postcode
    from waymark.synthetic.profiles import Profile

# Files that many unrelated people hold, and the exits of the invented Tor: few enough to meet again.
SHARED_FILES: Final = 25
TOR_EXITS: Final = 40


class Hashes(NamedTuple):
    """The hashes of one invented file, in lower-case hexadecimal."""

    md5: str
    sha1: str
    sha256: str
    pdq: str


def draw_hashes(draws: Draws) -> Hashes:
    return Hashes(*(draws.hexadecimal(digits) for digits in (32, 40, 64, 64)))


class World(NamedTuple):
    seed: int
    postcodes: tuple[Postcode, ...]
    shared_files: tuple[Hashes, ...]
    tor_exits: tuple[str, ...]

    def homes(self, profile: Profile, draws: Draws) -> tuple[Postcode, ...]:
        """The postcodes among which the next person's home is chosen, by the profile's home force."""
        if not draws.chance(profile.home_share):
            return self.postcodes
        return tuple(each for each in self.postcodes if each.place.pfa_code == profile.home_force)


def world_of(seed: int) -> World:
    """The world of a seed; always the same for the same seed."""
    draws = Draws.named(f"world {seed}")
    (exits,) = pools(Kind.TOR, is_ipv6=False)
    hosts = draws.sample(range(exits.size), TOR_EXITS)
    return World(
        seed=seed,
        postcodes=draw_postcodes(draws),
        shared_files=tuple(draw_hashes(draws) for _ in range(SHARED_FILES)),
        tor_exits=tuple(exits.address(host) for host in sorted(hosts)),
    )
