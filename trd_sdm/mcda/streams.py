"""Named random streams: every cell draws from its own, so nothing else on the table can disturb it."""

from __future__ import annotations

import hashlib

import numpy as np


def stream(seed: int, *path: str) -> np.random.Generator:
    """
    Give the random generator that belongs to one name under one seed.

    A single shared generator would hand every later cell different numbers as soon as an option is taken
    away. Hashing the names instead makes the draws of a cell depend on the seed and its own ids only.

    Parameters
    ----------
    seed : int
        The run's seed.
    *path : str
        What the stream is for, such as ``"cell", alternative, criterion``.

    Returns
    -------
    numpy.random.Generator
        A PCG64 generator at the start of its own sequence.

    Examples
    --------
    >>> float(stream(7, "cell", "a", "x").random()) == float(stream(7, "cell", "a", "x").random())
    True
    >>> float(stream(7, "cell", "a", "x").random()) == float(stream(7, "cell", "ax", "").random())
    False
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in (str(int(seed)), *path):
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(8, "big"))  # lengths keep ("a", "x") apart from ("ax", "")
        digest.update(encoded)
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest.digest(), "big")))
