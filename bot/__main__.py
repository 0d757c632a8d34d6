"""`python -m bot` is the same as the console script `clipping`; knows nothing else."""

from bot.cli import main

if __name__ == "__main__":
    main()
