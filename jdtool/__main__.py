"""`python -m jdtool`."""

from jdtool.cli import main

if __name__ == "__main__":
    main()
