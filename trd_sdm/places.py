"""Where the shipped files are: in the installed package, or in the checkout it runs from."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _shipped(inside: str, checkout: str) -> Path:
    installed = PACKAGE / inside
    return installed if installed.exists() else PACKAGE.parent / checkout


def notebooks() -> Path:
    """Give the folder of the notebooks."""
    return _shipped("notebooks", "notebooks")


def lock() -> Path:
    """Give the lock file of the tested set."""
    return _shipped("app.lock", "requirements/app.lock")
