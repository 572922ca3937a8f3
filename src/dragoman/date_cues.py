"""The cues by which an act and the time expressions around it are read: tense, clauses, what leads a time in."""

from __future__ import annotations

import re

BOUNDARY = re.compile(r";|—|–| -- |[”\"]|: ")
RELATIVE = re.compile(r"\b(?:who|whom|which|whose|where|that)\b")
CLAUSE = re.compile(r"\b(?:after|before|since|until|when|while|as|because|although|though|but|following|despite)\b")
JOINED = re.compile(r"\b(?:and|or)\b")
REPORTED = re.compile(
    r"\b(?:said|says|told|added|announced|reported|warned|claimed|stated|noted|declared|confirmed|"
    r"insisted|acknowledged|wrote|tweeted|explained|stressed|argued|testified|revealed|"
    r"according to)\b(?:\W+\w+){0,5}?\W*$"
)
BEFORE = re.compile(r"\b([A-Za-z]+)\s+(?:the\s+|about\s+|late\s+|early\s+)?$")
PREPOSITIONS = frozenset(
    """
    after at before between by during for from in of on since through till to until within
    """.split()
)
HAD = re.compile(
    r"\bhad (?:\w+ly |also |been |already |long |never )?\w+(?:ed|en|ught|id|ade|old|ld|ut|un|aid|"
    r"et)\b"
)
PERFECT = re.compile(
    r"\b(?:has|have|’ve|'ve)(?: \w+ly| also| been| already| long| since| so far)* \w+(?:ed|en|ught|un|"
    r"ade|old|ent|aid|et|wn|ut)\b"
)
PAST = re.compile(
    r"\b(?:was|were|did|\w{2,}ed|said|told|went|took|held|met|began|came|gave|left|fought|hit|struck|"
    r"broke|brought|built|won|fell|sent|shot|spoke|wrote|put|led|drove|withdrew|forbade|flew|rose)\b"
)
PRESENT = re.compile(
    r"\b(?:is|are|remains?|continues?|wants?|says|holds?|keeps?|has|have|supports?|accuses?|calls?|"
    r"denies|regards?)\b"
)
MODAL = re.compile(r"\b(?:will|would|shall|may|might|could|can|should|must|if|unless|plans?|hopes?)\b")
FREQUENT = re.compile(
    r"\b(?:repeatedly|often|always|regularly|for (?:years|decades|months|weeks)|in the past|long|once|"
    r"recently|in recent|since then|never|so far|twice|times)\b",
    re.I,
)
ANAPHOR = re.compile(r"(?:He|She|They|It|The|This|That|Both|His|Her|Their|In a statement|Also|Later|Earlier|Hours)\b")
TODAY = re.compile(
    r"\b(?:hours? (?:after|before|later|earlier)|later in the day|the same day|at dawn|before dawn|"
    r"at noon|in the morning|in the afternoon|shortly|meanwhile|then|on the same day)\b",
    re.I,
)
ATTRIBUTIVE = re.compile(
    r"(?:['’]s?)?[ -](?!(?:and|or|to|in|on|at|by|for|of|that|as|with|from|after|before|when|while|but|"
    r"the|a|an|he|it|said|is|was|are|were|had|has|have|will|would|who|which|during|over|near|against|"
    r"about|because|until|since|into|between|its|his|their|if|not)\b)[a-z]+"
)
PERFORMS = re.compile(
    r"\b(?:we|I|also|strongly|firmly|union|government|council|ministry|ministers|"
    r"[A-Z]\w+)\W+(?:\w+ly )?(?:condemns?|calls? on|urges?|welcomes?|reiterates?|reaffirms?|notes?|"
    r"thanks?|expresses?|demands?|regrets?|rejects?|supports?|deplores?|stresses|appeals?|asks?|"
    r"commends?|congratulates?)\b"
)
WORD = re.compile(r"[a-z]{5,}")
COMMON = frozenset(
    """
    about accord added after agains also april august before being betwee called could countr decemb februa
    first foreig friday govern includ intern januar leader march milita minist monday month months nation
    novemb octobe offici other people presid report saturd saying septem since spokes state states sunday
    their there three thursd tuesda under united wednes week weeks where which while would years
    """.split()
)
DATELINE = re.compile(r"[A-Z][A-Z .,'’/-]{2,40}[^\n]{0,60}$")
DASH = re.compile(r"[^\n]{0,30}?(?: -|[–—]|--|\)_|_ )")
