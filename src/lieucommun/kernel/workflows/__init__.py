"""The lives of cases, kept: their steps and reasons, timers, effects and opinions."""
