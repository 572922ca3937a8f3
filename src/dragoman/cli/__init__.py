"""The command line: options, and one call each. Everything heavy is imported inside the command that needs it."""

from dragoman.cli import analysing, asking, coding, desk, exchanging, explaining, keeping
from dragoman.cli.root import main

__all__ = ["analysing", "asking", "coding", "desk", "exchanging", "explaining", "keeping", "main"]
