"""Stand-ins of the providers: they speak the real protocols, sign as the providers do, and fail when told to.

`running` serves them all in one event loop, for tests; `python -m kith.simulator.standins` in a process of
their own, for development.
"""

from kith.simulator.standins.running import StandIns, StandInSettings, running

__all__ = ["StandInSettings", "StandIns", "running"]
