"""Text as it was written -> text as it reads: no hidden letters, one kind of dash, no markup."""

import html
import re
import unicodedata

_BLANKS = re.compile(r"[\u115f\u1160\u2800\u3164\uffa0]")  # letters and patterns that are drawn as a space
_ODD_MARKS = re.compile(r"[\u0310-\u031a\u031c-\u0322\u0324\u0325\u0329-\u0362]")  # of no language that is read
_HIDDEN = re.compile(r"[\u00ad\u034f\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\uff0d]")
_DASH_AT_LINE_END = re.compile(r"\b(non|by|share|no)-\s{1,4}(?=[a-z])", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"[*`|\\_]+|</?[a-z][^<>]{0,300}>", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]")
_LOOKALIKES = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d"
    "\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e\u0420\u0422\u0425\u0406\u0408\u0405"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u0570\u0578\u057d\u0581\u0585",
    "aceopxyijshdqwABCEHKMOPTXIJSaikvopuABEHIKMNOPTYXhnugo",
)
_MIXED_WORD = re.compile(r"(?=\w{0,40}[A-Za-z])(?=\w{0,40}[\u0370-\u058f])\w{2,40}")


def fold_text(text: str) -> str:
    """Give the letters that a reader sees, in their plain forms, with single spaces."""
    if not text.isascii():
        letters = _ODD_MARKS.sub("", unicodedata.normalize("NFKD", _BLANKS.sub(" ", text)))
        text = _HIDDEN.sub("", unicodedata.normalize("NFC", letters))
        text = _DASHES.sub("-", text)
        text = _MIXED_WORD.sub(lambda found: found[0].translate(_LOOKALIKES), text)
    if "&" in text:
        text = _DASHES.sub("-", html.unescape(text))
    text = _MARKUP.sub(" ", text)
    return _SPACES.sub(" ", _DASH_AT_LINE_END.sub(r"\1-", text)).strip()
