from __future__ import annotations

import sys

from kith.cli import main

sys.exit(main())
