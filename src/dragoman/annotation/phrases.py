"""Words that hold noun phrases together, and organisations that the registry does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

STOPS = frozenset(
    """
a an the and or but of in on at by for to from with without against between among over under into onto after before
during since until while as that which who whom whose if when where is are was were be been being has have had do does
did will would can could may might shall should must not no than then so because although though its his her their our
said says told asked urged accused warned killed attacked met signed signs agreed rejected condemned called
""".split()
)
PLURALS = frozenset(
    "police people men women children troops army military government parliament navy cavalry clergy youth".split()
)
"""Nouns for people that take a plural verb, or stand for a body, without an s."""
MODIFIERS = frozenset(
    """
government opposition foreign defence defense security special armed ground senior top leading former acting interim
deputy vice chief military naval air federal regional local state national prime interior finance trade economy energy
justice health education labour labor transport civilian political religious young female male elite regular riot
border coast rebel ethnic minority tribal key main ruling pro-government anti-government pro-russian separatist islamist
shiite sunni kurdish presidential parliamentary diplomatic intelligence army police navy press
supreme high lower upper central permanent new first last current incoming outgoing elected president-elect
two three four five six seven eight nine ten some several many dozens hundreds thousands
""".split()
)
TITLE_WORDS = frozenset(
    """
president prime minister foreign secretary premier chancellor king queen emperor prince princess crown sheikh emir
sultan
ambassador envoy special deputy vice defence defense interior finance general lieutenant lt gen col colonel major maj
admiral adm captain capt sergeant brigadier commander marshal senator sen representative rep congressman congresswoman
mp governor gov mayor judge justice prosecutor attorney speaker mr mrs ms dr sir lord lady dame professor prof pope
cardinal archbishop bishop imam ayatollah rabbi reverend rev spokesman spokeswoman spokesperson chairman chairwoman
director chief leader commissioner high representative us u.s uk former acting then state of
""".split()
)
_LAST = (
    "Party|Front|Army|Movement|Union|Organization|Organisation|Council|Ministry|Court|Company|Corporation|Group|Forces|"
    "Federation|Association|Committee|Commission|Agency|Institute|Foundation|University|Bank|Authority|Coalition|"
    "Alliance|Brigade|Brigades|Congress|Parliament|Assembly|Fund|Centre|Center|Network|Society|Police|Guard|Bureau|"
    "Department|Office|Service|Command|Board|League|Syndicate|Tribunal|Embassy|Mission|Initiative|Airlines|Airways|Ltd|Inc|Corp"
)
_ORGANISATION = re.compile(
    r"\b(?:[A-Z][\w’'-]{1,60} (?:(?:of|for|and|the|to|on) (?:the )?)?){1,5}(?:"
    + _LAST
    + r")\b(?: (?:of|for|on) (?:the )?[A-Z][\w-]+(?: (?:and )?[A-Z][\w-]+){0,3})?"
    r"|\b(?:Ministry|Department|Office|Bureau|Council|University|Bank|Institute|Association|Federation|Union)"
    r" (?:of|for) (?:the )?[A-Z][\w-]+(?: (?:and )?[A-Z][\w-]+){0,3}"
)
_GENERIC = re.compile(
    r"(?:Foreign|Defen[cs]e|Interior|Health|Finance|Justice|Economy|Trade|Supreme|High|Constitutional|National"
    r"|Security|Central|Air|Armed|Special) "
    r"(?:Ministry|Office|Department|Court|Council|Bank|Force|Forces|Service|Assembly|Guard|Police|Army)"
)
"""Offices of state without a state: their country is told by the context."""
_SINGLE = re.compile(
    r"(?<=[Tt]he )(?:Army|Navy|Air Force|Senate|Parliament|Cabinet|Treasury|Coast Guard|Government|Ministry"
    r"|Court of Appeal)\b(?! of)(?! [A-Z])"
)
_LEAD = re.compile(
    r"^(?:The|A|An|But|And|In|At|On|For|While|When|After|Before|Meanwhile|However|President|Prime Minister|Minister) "
)


def organisations(text: str) -> Iterator[tuple[int, int, str]]:
    """Capitalised names that end in a word for an organisation: (start, end, slug), the slug of an office empty."""
    for found in _ORGANISATION.finditer(text):
        start = found.start()
        while lead := _LEAD.match(text[start : found.end()]):
            start += lead.end()
        name = text[start : found.end()]
        if " " in name:
            yield start, found.end(), slug(name)
    for found in _SINGLE.finditer(text):
        yield found.start(), found.end(), ""


def is_generic(name: str) -> bool:
    """Whether a name is that of an office which every state has: Interior Ministry, Supreme Court."""
    return _GENERIC.fullmatch(name) is not None


def slug(name: str) -> str:
    """A name as a code: lower case with hyphens."""
    return "-".join(re.findall(r"[^\W_]+", name.lower()))
