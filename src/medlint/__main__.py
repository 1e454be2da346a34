"""`python -m medlint`."""

from medlint.cli import main

if __name__ == "__main__":
    main(prog_name="medlint")
