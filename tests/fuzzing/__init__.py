"""Fuzzing: made-up input, damaged at random, through the readers and the core."""
