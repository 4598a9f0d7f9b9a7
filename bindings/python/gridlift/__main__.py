"""python -m gridlift: the command."""
from gridlift.command import main

main()
