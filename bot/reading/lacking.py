"""What a draft of a notice leaves open, so that readers would have to ask back."""

import re

from bot.domain.reading import Ask, Kind
from bot.reading.sought import sought

_TO_WHOM = sought(
    r"(?:报|交|发|送|填|传|提交|反馈|录入)(?:送|来)?(?:到|至|给|往|我|本?[^,。;\s]{0,10}"
    r"(?:办|站|局|所|中心|院|科|股|邮箱|窗口|专班|群|QQ|qq|微信|系统|平台|小程序|表格|文档))|"
    r"邮箱|@|联系人|在线(?:表格|文档)|共享表|二维码|扫码|链接"
)
_WHAT = re.compile(
    r"注明|写明|写清|包括|包含|含[^,。]|内容[为是:]|姓名|模板|附件|附表|样表|格式|《|表样|栏|"
    r"如下|见(?:表|附)|[((][^()()]{2,}、"
)
_WHERE = sought(
    r"会议室|[在到][^,。;]{2,14}(?:开|召开|举行|集合|参加)|地点|地址|[一二三四五六七八九十\d]+楼|"
    r"线上|视频|腾讯会议|会场|礼堂|党校|村委会|村部|镇政府|街道办|社区"
)
_WRITTEN = frozenset({Kind.REPORT})
_EVENTS = frozenset({Kind.MEETING, Kind.INSPECTION})


def lacking(text: str, ask: Ask) -> tuple[str, ...]:
    """What normalised ``text`` does not say: when, to_whom, what, begins, where."""
    found = []
    if ask.kind in _WRITTEN:
        if not ask.times.deadline:
            found.append("when")
        if not _TO_WHOM.search(text):
            found.append("to_whom")
        if not _WHAT.search(text):
            found.append("what")
    elif ask.kind is Kind.TASK and not ask.times.deadline and not ask.times.starts_at:
        found.append("when")
    elif ask.kind in _EVENTS:
        if not (ask.times.starts_at or ask.times.recurs):
            found.append("begins")
        if ask.kind is Kind.MEETING and not _WHERE.search(text):
            found.append("where")
    return tuple(found)
