"""The perceptual hash of a picture (PDQ), where the optional part that computes it is installed.

The picture is decoded in a limited process of its own, and nothing but sixty-four digits leaves it.
Source: ThreatExchange's PDQ, and its Python binding `pdqhash` (requirements-pdq.txt).
"""

from __future__ import annotations

import importlib.util
import io

LARGEST = 64 << 20  # bytes; pictures that were reported are far smaller
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def can_be_hashed(head: bytes) -> bool:
    """Whether this is a picture of a kind that is decoded here, and there is something to decode it with."""
    is_picture = head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
    return is_picture and importlib.util.find_spec("pdqhash") is not None


def pdq_of(content: bytes) -> str:
    """Compute a picture's PDQ, in lower-case hex. Raises whatever a decoder raises: call it in a confined process."""
    from importlib import import_module

    image = import_module("PIL.Image").open(io.BytesIO(content)).convert("RGB")
    vector, _ = import_module("pdqhash").compute(import_module("numpy").asarray(image))
    bits = "".join(str(int(bit)) for bit in vector)
    return f"{int(bits, 2):064x}"
