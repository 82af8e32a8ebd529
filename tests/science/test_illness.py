import pytest

from runlift.errors import DataFileError
from runlift.science.illness import IllnessWords, says_ill


@pytest.mark.parametrize(
    ("text", "trap"),
    [
        ("Easy, felt sick", "Sick views up there"),
        ("Short one with a cold", "Cold run"),
        ("After Covid", "Covid 5k time trial"),
        ("Flu is over?", "Easy after the flu shot"),
        ("Bit of fever yesterday", "Race fever"),
        ("Feeling ill", "I'll be back"),
        ("Erkältet durch den Park", "Nicht krank, nur müde"),
        ("Erkaeltung", "An der Ill entlang"),
        ("Sjuk igen", "Inte sjuk längre"),
        ("Forkjølet", "Ikke syk"),
        ("Malade", "Une côte de malade"),
        ("Resfriado", "Sin fiebre"),
        ("Przeziębiony", "Nie chory"),
        ("風邪気味", "風の日"),
        ("Was sick all week", "Kid was sick, short one"),
    ],
)
def test_words_of_illness_are_told_from_their_traps(text, trap):
    assert says_ill(text)
    assert not says_ill(trap)


def test_no_text_says_nothing():
    assert not says_ill("")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (None, "no section"),
        ({"xx": ["a"]}, "'xx' cannot be used"),
        ({"en": "ill"}, "'en' cannot be used"),
        ({"en": ["?"]}, "a term of en is empty"),
    ],
)
def test_a_wrong_section_is_refused_with_a_sentence(table, sentence):
    with pytest.raises(DataFileError, match=sentence):
        IllnessWords(table)
