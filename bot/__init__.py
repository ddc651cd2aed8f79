"""jianfu (减负助手): one digest a day instead of a day of notices."""

__version__ = "0.1.0"
