"""A word to one person alone, of what is no work: 老孙,晚上六点半老地方,别迟到."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, Times

_CALLED = "@?(?:[老小阿大][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}[哥姐弟妹叔嫂婶爷])"
# Where both know to meet, and nothing that is done or brought there: 老地方集合 is work.
_USUAL_PLACE = re.compile(
    rf"^{_CALLED}[, ][^,。;!?把拉送带搬放到]{{0,10}}?老(?:地方|位置)(?:见|碰头|等你?|[哈啊吧了])*"
    "(?:[,。! ]+(?:[别莫]迟到|不要迟到|不见不散|我?等你))?[了哈啊吧。!]*$"
)


def meets_privately(
    _message: Message, text: str, _times: Times, _before: Sequence[Earlier]
) -> bool:
    """Whether normalised ``text`` bids one who is called by name to where the two always meet."""
    return bool(_USUAL_PLACE.search(text))
