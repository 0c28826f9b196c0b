"""Shared decisions for treatment-resistant depression.

Importing this package loads nothing heavy: the parts are imported where they are used.
"""

__version__ = "0.1.0.dev0"
