"""The grammar of times in English news: patterns over word classes, each with the function that reads its match."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from dragoman.annotation import times_counted as counted
from dragoman.annotation import times_written as written
from dragoman.annotation.times_scene import Reading, Scene
from dragoman.annotation.times_words import Token

_MONTH_DAY = r"(?:Wj?C?b?)?M j?[do](?:(?:[hr]|k(?=(?:Mj?)?[do](?:[CjY]|$)))(?:Mj?)?[do](?![mK]))?(?:C?Y)?(?!h?U)"
_DAY_MONTH = r"(?:Wj?C?b?)?b?[do](?:(?:f?M)?[hrk][do])?f?Mj?(?:C?Y)?"
_COUNT = r"(?:A{1,2}b?)?(?:[nd](?:h?[nd]){0,3}|a?qf?|a)(?:r[nd])?"
PATTERNS: tuple[tuple[str, Callable[[list[Token], Scene], Reading | None]], ...] = (
    ("I", written.read_iso),
    ("D", written.read_numeric),
    (rf"(?:[Kdn]m+|(?<=p)K|Ym)(?:C?(?:p|C)?(?:{_MONTH_DAY}|W|T))?|(?:Eh?)?P(?:W|T)", counted.read_clock),
    (_MONTH_DAY, written.read_month_day),
    (_DAY_MONTH, written.read_month_day),
    (r"(?:b?F?Y?F?oU|F?oh?U)(?:f(?:F?U?Y|[tLXz]F?U|bF?U))?|[tLXz]Usoh?U", written.read_quarter),
    (r"b?[oL]vf(?:Y|b?[tLXz]?U)", written.read_quarter),
    (r"b?(?:Eh?)oh?U", written.read_century),
    (r"QW P?|[LXt]{0,2}W(?:P|[LXt]U)?", counted.read_weekday),
    (r"(?:(?:bEf|Eh?)b?)?[LXt]?M(?!j?d)(?:j(?=Y|CY))?(?:(?:C|f|Cf)?b?Y|f?[LXtz]U)?", written.read_month),
    (r"b?(?:Eh?f?b?)?c", written.read_decade),
    (r"(?:b?(?:Eh?)?(?:[LXt]L?)?|(?<=p))S(?:f?Y|f?[LXt]U)?", written.read_season),
    (r"[LXt]?H(?:C?Y)?", written.read_feast),
    (r"(?:bEf|Eh?)?(?:b?(?:F|U)U?)?Y", written.read_year),
    (r"(?<=p)y", written.read_year),
    (r"(?:E|P)?T P?", counted.read_deictic),
    (rf"(?:{_COUNT}h?U(?:gg)?|U)h?[GE]", counted.read_ago),
    (r"b?[LXR]A?(?:[nd](?:h?[nd]){0,3}|a?qf?)(?:r[nd])?U", counted.read_past_span),
    (r"b?RU(?:kU)?", counted.read_recent),
    (r"b?o[nd]U", counted.read_first_units),
    (r"(?:Q(?:[nd]|o)?U|V|wa U|QM|QS|QP)", counted.read_set),
    (r"(?:b?Ef?)?b?[LXtz]F?[Ul](?!h)|b?Efb?U|bl", counted.read_unit),
    (r"E?[tLz]P|(?<=p)bE?P", counted.read_part),
    (rf"(?:b(?=[nd]))?{_COUNT}h?U(?!h?O)|(?<=p)U(?!h)", counted.read_length),
    (r"N|b_?x|x|bL(?=[Cj]|$)", written.read_vague),
)  # fmt: skip


@cache
def grammar() -> re.Pattern[str]:
    """All patterns as one, earlier ones first where two begin at the same word."""
    return re.compile("|".join(f"(?P<r{n}>{p.replace(' ', '')})" for n, (p, _) in enumerate(PATTERNS)))
