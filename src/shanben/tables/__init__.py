"""Data as compact binary tables; each stands beside the script that builds it."""
