#!/usr/bin/env python3
"""Writes the random program with a given seed to standard output: generate.py SEED"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

from generator import program  # noqa: E402

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(program(int(sys.argv[1])))
