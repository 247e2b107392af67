"""Words of channels and categories as reports use them, and the members they stand for."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.values import value


@value(frozen=True, slots=True)
class Channel:
    """A channel found in a text: its member and where its words stand."""

    member: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _channels() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {word: member for member, all_ in lexicon("channels")["words"].items() for word in all_}
    ordered = sorted(words, key=len, reverse=True)
    one_of = "|".join(map(re.escape, ordered))
    settings = lexicon("channels")["settings"]
    return re.compile(f"{settings['not_behind']}(?:{one_of}){settings['not_before']}"), words


@lru_cache(maxsize=1)
def kinds() -> frozenset[str]:
    """Return the channels that are a whole kind, of which another one may be meant."""
    return frozenset(lexicon("channels")["settings"]["kinds"])


@lru_cache(maxsize=256)  # the words before a number are asked for its channel time and again
def channels_in(text: str) -> tuple[Channel, ...]:
    """Return the channels a text names, each once, from its first word to its last."""
    pattern, words = _channels()
    channels: dict[str, Channel] = {}
    for match in pattern.finditer(text):
        member = words[match[0]]
        if member in kinds() and pattern.match(text, match.end()):
            continue
        start = channels[member].start if member in channels else match.start()
        channels[member] = Channel(member, start, match.end())
    return tuple(channels.values())


@lru_cache(maxsize=1)
def _categories() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    words = {word: group for group, all_ in lexicon("categories")["words"].items() for word in all_}
    ordered = sorted((word for word in words if len(word) > 1), key=len, reverse=True)
    strip = re.compile(lexicon("categories")["strip"])
    return words, re.compile("|".join(map(re.escape, ordered))), strip


@lru_cache(maxsize=4096)
def is_word(label: str) -> bool:
    """Tell whether a label is a word of the vocabulary as it stands, or with its kind (类)."""
    words, _, _ = _categories()
    return any(text in words for text in _shorter(label))


def _shorter(label: str) -> Iterator[str]:
    """Yield a label, then what is left of it as words without a meaning of their own fall off."""
    _, _, strip = _categories()
    yield label
    while True:
        rest = strip.sub("", label)
        if rest == label or not rest:
            return
        yield rest
        label = rest


@lru_cache(maxsize=2048)
def category_of(label: str) -> str:
    """Return the group of a category's label, "" where it is none's or two groups'."""
    words, pattern, _ = _categories()
    for text in _shorter(label):
        if text in words:
            return words[text]
    groups = {words[match[0]] for match in pattern.finditer(label)}
    return groups.pop() if len(groups) == 1 else ""


def rest_of_channels(text: str) -> str:
    """Return the member for what a list of channels calls the others, "" where it is not that."""
    is_rest = re.search(lexicon("channels")["settings"]["rest"], text)
    return "other" if is_rest else ""


def account_of(lead: str) -> str:
    """Return the channel of an account named in quotation marks before what it published."""
    if pattern_of("channels", "settings", "account").search(lead) is None:
        return ""
    return str(lexicon("channels")["settings"]["account_member"])


def is_quoted(lead: str) -> bool:
    """Tell whether something named in quotation marks published what is counted."""
    return pattern_of("channels", "settings", "quoted").search(without_brackets(lead)) is not None


def without_brackets(text: str) -> str:
    """Return a text without what it adds in brackets."""
    return re.sub(r"\([^()]*\)", "", text)


def is_channel(label: str) -> bool:
    """Tell whether a label is the word of a channel and nothing else."""
    pattern, _ = _channels()
    return pattern.fullmatch(label) is not None
