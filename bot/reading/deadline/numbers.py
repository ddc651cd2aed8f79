"""Numbers in digits and Chinese numerals, as far as dates, clocks and durations use them."""

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "元": 1, "两": 2, "俩": 2, "仨": 3, "日": 7, "天": 7, "末": 7}
_TENS = {"十": 10, "廿": 20, "卅": 30}


def number(text: str) -> int:
    """The value of ``text``; unreadable text is 0 (callers check the range anyway)."""
    if text.isdecimal():
        return int(text)
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return 100 * (number(hundreds) or 1) + (number(rest) if rest else 0)
    if len(text) == 2 and not set(text) & _TENS.keys():
        text = text[1]  # 两三天: up to three
    value = 0
    for char in text:
        if char == "十":
            value = (value or 1) * 10
        elif char in _TENS:
            value += _TENS[char]
        else:
            value += _DIGITS.get(char, 0)
    return value
