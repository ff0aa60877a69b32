"""The laws are tried on the same examples every time, and no slow machine makes them fail."""

from hypothesis import settings

settings.register_profile("wijkpeil", deadline=None, derandomize=True, database=None)
settings.load_profile("wijkpeil")
