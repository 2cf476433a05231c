"""What is done with memory that was freed."""

from __future__ import annotations

from typing import Final

import numpy as np

_PIECE: Final = (32 << 20) - (64 << 10)  # bytes; glibc learns nothing from pieces of more than 32 MiB


def keep_freed() -> None:
    """Let the C library keep memory that was freed, up to 64 MiB of it, and not give it back to the system after each large text.

    What was given back costs a page fault for every 4 KiB when it is needed again, which is half of the time of a conversion of
    5 MB. glibc keeps twice the largest piece that it has seen freed so far (mallopt(3), on M_MMAP_THRESHOLD), so it is shown a
    large one, which is never written to and costs nothing. Other libraries are not changed by this.
    """
    np.empty(_PIECE, np.uint8)
