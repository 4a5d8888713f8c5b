"""The toy library of the next-read tests, fitted once."""

import pytest

from recommend.fitted import fit
from tests.recommend.next_toys import two_subjects


@pytest.fixture(scope="session")
def toy():
    return fit(two_subjects())
