"""Forms that one person's names take: letters of other alphabets, spellings, and the short forms of forenames.

A form stands for the name it is a form of only where few would take it for another: Jack, Jamie and Harry are names
of their own today, Alex and Sam are short for two. The lists are Waymark's own, of 23 November 2026, and short; they
bring two descriptions together to be compared, and prove nothing.
"""

from __future__ import annotations

import unicodedata

# As passports have them: ICAO Doc 9303, part 3, section 6 (2021): letters that no accent makes, and Cyrillic.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n",
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
        "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia", "ё": "e", "\u2019": "'",
    }
)  # fmt: skip


def latin(text: str) -> str:
    """A name in small Latin letters without accents; other alphabets than Latin and Cyrillic stay as they are."""
    # Composed first: a letter such as \u0439 is one of its own, and no other letter with an accent.
    letters = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    return "".join(each for each in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(each))


def one_form(name: str) -> str:
    """A forename or surname, in Latin letters, as the form that stands for all of its forms."""
    return _FORMS.get(name, name)


# The form that stands for the others, and the others. First short forms that share too few letters with the name to be
# spelt much alike, then spellings of one name in Latin letters, as British records have them.
_FAMILIES = """
amanda: mandy
andrew: andy drew
anthony: tony antony
barry: baz bazza
catherine: katherine kathryn cathy kathy katie kate
charles: chas chuck
christina: tina
darren: daz dazza
deborah: debbie debra
daniel: danny dan
david: dave davey davy
dorothy: dot dotty
edward: ed eddie ted teddy
elizabeth: liz lizzie betty beth elisabeth libby
gareth: gaz
geoffrey: geoff jeff jeffrey
gregory: greg
james: jim jimmy
jennifer: jenny jen
joseph: joe joey
kenneth: ken kenny
lawrence: larry laurence
leonard: len lenny
margaret: maggie meg peggy
matthew: matt matty
michael: mike mick mickey micky
nicholas: nick nicky
patricia: trish tricia
peter: pete
philip: phil phillip
rebecca: becky becca
richard: rich rick ricky dick
robert: rob robbie bob bobby
ronald: ron ronnie
sharon: shaz
stephen: steve steven stevie ste
susan: sue susie suzie
thomas: tom tommy
timothy: tim
victoria: vicky vicki
william: will bill billy
zachary: zach zack
abdullah: abdallah abdulla
ahmed: ahmad ahmet
bilal: belal
chaudhry: chaudhary choudhury chowdhury choudhry chaudry
hassan: hasan
hussain: hussein husain hossain hussien
ibrahim: ebrahim
iqbal: eqbal
khalid: khaled
mahmood: mahmoud mahmud mehmood
mansour: mansoor mansur
mohammed: muhammad mohamed mohammad muhammed mohamad mohd muhamad
mustafa: mostafa mustapha
nasser: nasir naser
omar: umar
osman: usman uthman
sheikh: shaikh shaykh
tariq: tarek tareq tarik
yusuf: yousef yousuf yusef youssef yousif
andriy: andrei andrey andrii
dmytro: dmitry dmitri dmitriy
mykola: nikolai nikolay
oleksandr: aleksandr alexandr
serhiy: sergei sergey serhii
volodymyr: vladimir
yevhen: evgeny yevgeny yevhenii
"""
_FORMS = {
    other: name
    for name, _, others in (line.partition(": ") for line in _FAMILIES.strip().splitlines())
    for other in others.split()
}
