"""Lines of `jianfu check`: what is well, what to know, what to mend."""


def python(version: str) -> str:
    """The Python in use."""
    return f"✓ Python {version}"


def config(path: str | None) -> str:
    """The configuration that was read."""
    return f"✓ 配置:{path}" if path else "✓ 配置:全部用默认值"


def calendar(year: int, *, known: bool) -> str:
    """Whether a year's working days are known with 调休."""
    if known:
        return f"✓ 工作日历:{year}年,含调休"
    return f"⚠ 工作日历:{year}年的放假安排还不知道,按「未含调休」处理;公布后可写进配置的 [calendar]"


def database(version: str, *, exclusive: bool) -> str:
    """Which SQLite is in use, and whether readers can share the database."""
    if exclusive:
        return f"⚠ 数据库:SQLite {version} 较旧,已改用独占方式,功能不受影响"
    return f"✓ 数据库:可读写,SQLite {version}"


def failed(sentence: str) -> str:
    """A check that failed."""
    return f"✗ {sentence}"
