"""What could not be read, in one plain sentence each, with the way out."""

from collections.abc import Mapping, Sequence

_REASONS: Mapping[str, str] = {
    "broken_object": "这一条内容损坏,已跳过",
    "truncated": "文件在这里断了,前面的都读了;可重新导出",
    "bad_time": "时间不存在或缺失,已跳过",
    "bad_line": "这一行不合格式,已跳过",
    "no_columns": "没找到「时间」和「内容」两列,请补上列名",
    "not_a_group": "这是私聊,不读;只整理群聊",
    "unknown_format": "认不出格式;能读的有 Telegram 导出的 result.json、聊天文字、CSV 和 JSONL",
    "empty": "这个文件是空的",
    "html_export": "这是网页格式的导出,请在导出时选 JSON(机器可读)",
    "spreadsheet": "表格或压缩文件不能直接读,请另存为 CSV(UTF-8)",
    "bad_characters": "有些字符无法识别,已用□代替",
}
_LINES: Mapping[str, str] = {
    "not_utf8": "不是 UTF-8 文字",
    "not_json": "不是一个 JSON 对象;整段聊天请用 jianfu digest",
    "not_object": "不是一个 JSON 对象",
    "missing": "缺少 {key}",
    "not_string": "{key} 应当是字符串",
    "bad_time": "{key} 不是真实的时间",
    "unknown": "{key} 的编号不在文件里",
}
_WHY: Mapping[str, str] = {
    "new": "没有找到相近的要求",
    "same_text": "文字相同",
    "edited": "文字略有改动",
    "short_form": "说的是同一件事的简短说法",
    "same_data": "要的是相近的内容",
    "reply": "回复的就是那一条",
    "unlike": "说的不是一件事",
    "subject": "要的对象不同",
    "period": "时段不同",
    "action": "要做的事不同",
    "addressee": "对象单位不同",
    "named": "指名的东西不同",
}


def problem(file: str, line: int, reason: str, detail: str) -> str:
    """One thing left out: file, line and reason."""
    where = f"{file} 第{line}行" if line else file
    extra = f"({detail})" if detail else ""
    return f"{where}:{_REASONS.get(reason, reason)}{extra}"


def line_error(code: str, key: str) -> str:
    """Why a contract line cannot be used."""
    return _LINES.get(code, code).format(key=key)


def why(code: str) -> str:
    """Why a message is taken to repeat another, or is not."""
    return _WHY.get(code, code)


def listed(sentences: Sequence[str], most: int = 20) -> list[str]:
    """The first ``most`` sentences and how many more there are."""
    if len(sentences) <= most:
        return list(sentences)
    return [*sentences[:most], f"另有{len(sentences) - most}处"]
