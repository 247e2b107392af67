"""Who reports: whose title it is, who signs, who says to have made it; never whose site it is."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.agencies import Agencies
from pipelines.agencies.names import take_apart
from pipelines.catalogue.load import lexicon
from pipelines.identities import AgencyId
from pipelines.model import Agency, Reading
from pipelines.parse.frame import FramedDocument
from pipelines.parse.names_given import Named, names_given
from pipelines.parse.publication import Signature, is_name
from pipelines.parse.titles import Title

_ABOVE = frozenset({"county", "city", "province"})  # whose name stands on all pages of a site
# What may name the site's owner too: then the text itself must speak of such a body.
_WEAK = frozenset({"line above", "publisher", "contact", "subject", "trail", "guide"})
_ASIDE = frozenset({"address", "guide"})  # where a township is named that is not said to report
_OWN_WORDS = 4  # of a bureau's name, by which it speaks of itself: 区司法局
_WITHOUT_FRAME = frozenset({"pdf", "docx", "xlsx", "ofd"})


def who_reports(
    reading: Reading,
    document: FramedDocument,
    title: Title | None,
    signature: Signature | None,
    agencies: Agencies,
) -> tuple[Agency, Named | None]:
    """Return the agency of a report and the name it was taken from."""
    context = _context(reading, document, signature)
    others = _others(document, title, signature, agencies, context)
    if title is None or not title.agency or title.is_joined:
        agency, named = _by_others(reading, document, others)
    else:
        signed = agencies.resolve(signature.name, context) if signature else Agency("")
        first = agencies.resolve(title.agency, context)
        agency, named = _by_title(Named(title.agency, title.start, "title"), first, signed, others)
    for name, other in others:
        if _is_elsewhere(agency, other):
            return other, name
    return agency, named


def _by_title(
    named: Named, first: Agency, signed: Agency, others: Sequence[tuple[Named, Agency]]
) -> tuple[Agency, Named]:
    """Return the agency of a report whose title names one."""
    if first.id and _is_inside(signed, first):
        return Agency(first.name, level=first.level, candidates=(first.id, signed.id)), named
    if first.id:
        return _fullest(first, [one for _, one in others]), named
    for name, other in others:
        if _is_same(first, other):
            return other, name
    return first, named


def _others(
    document: FramedDocument,
    title: Title | None,
    signature: Signature | None,
    agencies: Agencies,
    context: str,
) -> list[tuple[Named, Agency]]:
    """Return the names outside the title and the agencies they lead to."""
    known: dict[str, Agency] = {}
    candidates = []
    for named in names_given(document, title, signature):
        if named.name:
            if named.name not in known:
                known[named.name] = agencies.resolve(named.name, context)
            candidates.append((named, known[named.name]))
    return candidates


def _context(reading: Reading, document: FramedDocument, signature: Signature | None) -> str:
    """Return what stands around a report's name and tells whose county it is in."""
    head = [line.text for line in document.head]
    signed = signature.name if signature else ""
    return "\n".join((*head, signed, reading.title, reading.address, reading.name))


def _by_others(
    reading: Reading, document: FramedDocument, others: Sequence[tuple[Named, Agency]]
) -> tuple[Agency, Named | None]:
    """Return the agency of a report whose title names none."""
    references = _self_references(document)
    fit = [
        (name, agency)
        for name, agency in others
        if _fits(name, agency, references, reading)
        or _is_spoken_of(name, agency, references, document)
    ]
    if not fit:
        return Agency(""), None
    name, first = _principal(fit, document.text)
    if first.id:
        return _fullest(first, [agency for _, agency in fit[1:]]), name
    for other_name, other in fit[1:]:
        if _is_same(first, other):
            return other, other_name
    return first, name


def _principal(fit: Sequence[tuple[Named, Agency]], text: str) -> tuple[Named, Agency]:
    """Return the first name; of a government's office the government, where that is named above.

    洪泽区人民政府 stands over the title, its office only answers questions (hongze-2023). A bureau
    to be asked that the text names less often than its subject was left in a form that was copied.
    """
    named, first = fit[0]
    if named.source == "contact" and first.level == "department":
        for name, other in fit[1:]:
            is_subject = name.source == "subject" and other.id not in {"", first.id}
            if is_subject and text.count(other.name) > text.count(first.name):
                return name, other
    if re.search(lexicon("agencies")["office"], first.name):
        for name, other in fit[1:]:
            if name.source == "line above" and other.id and other.id == AgencyId(first.id).place:
                return name, other
    return fit[0]


def _fits(named: Named, agency: Agency, references: frozenset[str], reading: Reading) -> bool:
    """Tell whether a report may be the agency's, by how its text speaks of itself.

    A county's report does not say 我镇; a name that may be the site's must be borne out by 我县.
    """
    if not _is_of(agency, references) or not (agency.id or is_name(named.name)):
        return False
    if agency.level == "township":
        return named.source not in _ASIDE or "township" in references
    has_frame = named.source != "line above" or reading.format not in _WITHOUT_FRAME
    if named.source not in _WEAK or not has_frame:
        return True
    if named.source == "trail" and agency.level != "department":
        return False
    return _is_borne_out(named, agency, references)


def _is_spoken_of(
    named: Named, agency: Agency, references: frozenset[str], document: FramedDocument
) -> bool:
    """Tell whether a text that never says 我局 speaks of the bureau named above it, or asked."""
    is_open = not references and agency.level == "department" and bool(agency.id)
    if not is_open or named.source not in {"line above", "contact"}:
        return False
    text = document.text[document.start : document.end] + "".join(o.text for o in document.head)
    return text.count(named.name[-_OWN_WORDS:]) > 1  # it stands there once itself


def _is_borne_out(named: Named, agency: Agency, references: frozenset[str]) -> bool:
    """Tell whether a text speaks of itself as a body of the kind that a weak source names.

    A first sentence may name a body that the divisions do not know: a person sees whom it is of.
    """
    if named.source == "subject" and agency.level == "department" and agency.id:
        return "government" not in references
    if named.source == "subject" and not agency.id and not references:
        return True
    if "township" in references:
        return False
    if _is_government(agency):
        return "government" in references
    # an archive where a report may be read is not the bureau that says 我局
    nouns = references.difference(lexicon("identity")["self_reference"])
    return "department" in references and any(noun in named.name for noun in nouns)


def _is_government(agency: Agency) -> bool:
    """Tell a government, or the office of one, from a department of another kind."""
    return (
        agency.level in _ABOVE or re.search(lexicon("agencies")["office"], agency.name) is not None
    )


def _is_of(agency: Agency, references: frozenset[str]) -> bool:
    """Tell whether an agency of a level may speak of itself so."""
    if agency.level in _ABOVE:
        return not references & {"township", "department"}
    if agency.level == "township":
        return "township" in references or "department" not in references
    if agency.level == "department":
        return "department" in references or "township" not in references
    return True


def _self_references(document: FramedDocument) -> frozenset[str]:
    """Return as what kinds of body a report speaks of itself: 我镇, 我局, 我县.

    With the kind of a department comes what it calls itself: 局, 中心, 院.
    """
    head = "\n".join(line.text for line in document.head)
    text = head + document.text[document.start : document.end]
    kinds = lexicon("identity")["self_reference"]
    nouns = (match[0][1:] for match in _self_pattern("department").finditer(text))
    return frozenset({*(kind for kind in kinds if _self_pattern(kind).search(text)), *nouns})


@lru_cache(maxsize=8)
def _self_pattern(kind: str) -> re.Pattern[str]:
    return re.compile(lexicon("identity")["self_reference"][kind])


def _is_inside(signed: Agency, titled: Agency) -> bool:
    """Tell whether a part of a county signs what has the county's name: whose it is, is open.

    The office of a government signs for it.
    """
    is_part = signed.level == "township" or (
        signed.level == "department" and not _is_government(signed)
    )
    return is_part and titled.level in _ABOVE and signed.id.startswith(titled.id or " ")


def is_signed_by(agency: Agency, signed: Agency) -> bool:
    """Tell whether a signature may be an agency's: its own, its office's, or nobody's known."""
    place = AgencyId(signed.id).place
    return not place or any(
        place == AgencyId(one).place for one in (agency.id, *agency.candidates) if one
    )


def _is_same(first: Agency, other: Agency) -> bool:
    """Tell whether another source names the agency that the first left open."""
    core = re.sub(f"{lexicon('agencies')['government']}$", "", first.name)
    return bool(other.id) and (
        other.id in first.candidates or (len(core) > 1 and core in other.name)
    )


def _is_elsewhere(first: Agency, other: Agency) -> bool:
    """Tell whether another name of a township says that it is in another county.

    The divisions know one 南江乡, its report says 开阳县南江乡, which they list by another name.
    """
    if first.level != "township" or not first.id or not other.id or other.id == first.id:
        return False
    core, fuller = (take_apart(one.name).core for one in (first, other))
    place = fuller.removesuffix(core)  # 大河口乡 is no 河口乡 of a place called 大
    is_placed = re.search(f"{lexicon('agencies')['part_end']}$", place) is not None
    return place != fuller and is_placed


def _fullest(agency: Agency, others: Sequence[Agency]) -> Agency:
    """Prefer the spelling that names the body (人民政府), or the place, over a shorter one."""
    body = lexicon("agencies")["government"]
    if re.search(body, agency.name):
        return agency
    same = [other for other in others if other.id == agency.id]
    # the office of a township reports for it, and is not what it is called
    bodies = [other for other in same if re.search(f"{body}$", other.name)]
    placed = [other for other in same if other.name.endswith(agency.name)]
    return (bodies or sorted(placed, key=lambda one: -len(one.name)) or [agency])[0]
