"""Random GScript programs that mean the same in every run: see program.py, which puts them together."""

from .program import program

__all__ = ["program"]
