"""How titles stand in an index from A to Z, in any script."""

import unicodedata

# Leading articles that an index passes over, by language.
ARTICLES = {
    "en": ("the ", "a ", "an "),
    "fr": ("le ", "la ", "les ", "l’", "l'", "un ", "une ", "des "),
    "de": ("der ", "die ", "das ", "ein ", "eine "),
    "es": ("el ", "la ", "los ", "las ", "un ", "una "),
    "it": ("il ", "lo ", "la ", "i ", "gli ", "le ", "l’", "l'", "un ", "uno ", "una "),
    "nl": ("de ", "het ", "een "),
    "pt": ("o ", "a ", "os ", "as ", "um ", "uma "),
}
# The lead consonants of Hangul syllables; doubled ones stand with the plain, as in a dictionary.
HANGUL_LEADS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
FIRST_SYLLABLE, LAST_SYLLABLE, SYLLABLES_A_LEAD = 0xAC00, 0xD7A3, 588
DIGITS, OTHER = "0–9", "#"


def sort_key(title: str, language: str = "en") -> str:
    """`title` without case, accents, quotes and a leading article of English or of `language`.

    At most 250 characters; a title that is nothing but an article keeps it.
    """
    folded = _without_accents(title).casefold().lstrip("\"'“”‘’«»„¡¿([… .-–—#")
    articles = (*ARTICLES["en"], *ARTICLES.get(language.partition("-")[0], ()))
    article = next((word for word in articles if folded.startswith(word)), "")
    return (folded.removeprefix(article).strip() or folded.strip() or title)[:250]


def initial_of(key: str) -> str:
    """The heading a sort key stands under: one letter, a Hangul consonant, “0–9” or “#”."""
    first = key[:1]
    if FIRST_SYLLABLE <= ord(first or "\0") <= LAST_SYLLABLE:
        return HANGUL_LEADS[(ord(first) - FIRST_SYLLABLE) // SYLLABLES_A_LEAD]
    if first.isdigit():
        return DIGITS
    return first.upper()[:1] if first.isalpha() else OTHER


def _without_accents(title: str) -> str:
    """Accents of Latin, Greek and Cyrillic away; marks of other scripts are letters and stay."""
    parts = unicodedata.normalize("NFD", title)
    kept = "".join(part for part in parts if not "\u0300" <= part <= "\u036f")
    return unicodedata.normalize("NFC", kept)
