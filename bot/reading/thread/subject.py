"""Whether few words, of when or whether a thing is wanted, speak of an ask or of another thing."""

import re

from bot.domain.reading import Earlier
from bot.reading.asks.parts import said_of
from bot.reading.normalise import normalise
from bot.reading.terms import timeless

_READ = 60
# What people say of any ask: that it is late, too much, handed in, still wanted.
_SAID = re.compile(
    "来不[及赢]|忙不过来|走不过来|人手不?[够足]|人手|时间|上午|下午|中午|下班|小时|分钟|主任|书记|"
    "(?:我们?|咱们?|你们|本|各|几个|每个)(?:村|组|社区|单位|乡镇|镇)|那[个边]|这[个边]|"
    "因为|所以|尽[快早]|抓紧|同意|批准|统一|一律|一样|接受|可能|恐怕|估计|实在|确实|现在|通知|"
    "麻烦|谢谢|辛苦|大家|所有|全部|其[他它余]|务必|一定|必须|系统里有|继续|拖|误|催"
)
_LETTERS = frozenset(
    "请问能否可以行不吗么吧嘛呢啊哦哈噻嗯好得没无缓延推晚迟宽限放顺期后到至一下点些几天两三四五六七八九十"
    "再才给您你我们咱报交发送填弄做搞赶整收统传开办完成出来了齐上及赢去之前的要怕真这那个也都就还是早今明"
    "周号日月半晨先等久最中准批行用需必须只把被将在和跟已经太很又叫让按者"
)
_HAN = re.compile("[一-鿿]")


def speaks_beside(said: str, told: str) -> bool:
    """Whether normalised words name what ``told`` does not, beside what is said of any ask.

    种子20号送来行不 is of no list of names. Of many words only the first count.
    """
    return letters_beside(said, told) > 0


def letters_beside(said: str, told: str) -> int:
    """How many letters of normalised words ``told`` does not have, beside what is said of any ask.

    Of many words only the first count.
    """
    words = _SAID.sub("", timeless(said[:_READ]))
    known = _LETTERS.union(normalise(told).text)
    return sum(letter not in known for letter in _HAN.findall(words))


def echoes(said: str, asked: str) -> bool:
    """Whether normalised ``said`` takes up words of ``asked`` that are not said of any ask."""
    pairs = (said[at : at + 2] for at in range(len(said) - 1))
    return any(pair in asked and any(map(_tells, pair)) for pair in pairs)


def _tells(letter: str) -> bool:
    return letter not in _LETTERS and bool(_HAN.match(letter))


def words_of(earlier: Earlier, place: int) -> str:
    """What an earlier notice calls one of its asks, and says of it where its text is kept."""
    return said_of(normalise(earlier.message.text).text, earlier.reading.asks)[place]
