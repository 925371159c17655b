"""``python -m mmskit_gui``."""

import sys

from mmskit_gui.app import main

sys.exit(main(sys.argv[1:]))
