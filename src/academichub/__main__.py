"""``python -m academichub`` is the command line."""

from academichub.cli import main

main()
