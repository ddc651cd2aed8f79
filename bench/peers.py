"""Plain likenesses of two texts, 0..1: what the matcher is measured beside."""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from zlib import crc32

from bench.sets import DATA

_SLOTS = 128


@lru_cache(maxsize=100_000)
def _ratio(first: str, second: str) -> float:
    return float(fuzz.ratio(first, second)) / 100


@lru_cache(maxsize=100_000)
def _token_set(first: str, second: str) -> float:
    """Over single characters, as there are no spaces to split at."""
    return float(fuzz.token_set_ratio(" ".join(first), " ".join(second))) / 100


@lru_cache(maxsize=1)
def _rarity() -> Mapping[str, float]:
    lines = (DATA / "dev_requests.jsonl").read_text("utf8").splitlines()
    seen = Counter(gram for line in lines for gram in set(_grams(line)))
    return {gram: math.log((len(lines) + 1) / (count + 1)) + 1 for gram, count in seen.items()}


def _grams(text: str) -> list[str]:
    return [text[i : i + n] for n in (1, 2, 3) for i in range(len(text) - n + 1)]


@lru_cache(maxsize=4096)
def _vector(text: str) -> Mapping[str, float]:
    rarity = _rarity()
    rarest = max(rarity.values())
    counted = Counter(_grams(text))
    weights = {gram: count * rarity.get(gram, rarest) for gram, count in counted.items()}
    length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {gram: weight / length for gram, weight in weights.items()}


@lru_cache(maxsize=100_000)
def _tf_idf(first: str, second: str) -> float:
    one, other = _vector(first), _vector(second)
    return sum(weight * other.get(gram, 0.0) for gram, weight in one.items())


@lru_cache(maxsize=4096)
def _sketch(text: str) -> tuple[int, ...]:
    grams = {crc32(text[i : i + 3].encode("utf8", "replace")) for i in range(len(text) - 2)} or {0}
    prime = (1 << 61) - 1
    return tuple(
        min((gram * (2 * slot + 3) ** 5 + slot * 7919) % prime for gram in grams)
        for slot in range(_SLOTS)
    )


def _min_hash(first: str, second: str) -> float:
    pairs = zip(_sketch(first), _sketch(second), strict=True)
    return sum(one == other for one, other in pairs) / _SLOTS


PEERS: dict[str, Callable[[str, str], float]] = {
    "TF-IDF char 1-3": _tf_idf,
    "MinHash-128": _min_hash,
}
try:
    from rapidfuzz import fuzz
except ImportError:  # the figures of the others are still worth having
    pass
else:
    PEERS |= {"rapidfuzz ratio": _ratio, "rapidfuzz token_set": _token_set}
