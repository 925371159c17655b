"""``python -m mmskit`` is ``mmskit``."""

from mmskit.cli import main

if __name__ == "__main__":
    main()
