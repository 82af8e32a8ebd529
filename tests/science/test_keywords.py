import tomllib

import pytest

from runlift.errors import DataFileError
from runlift.paths import data_folder
from runlift.science.keywords import LANGUAGES, Lexicon, Reading, read
from runlift.science.terms import fold

SOURCE = (data_folder() / "keywords.toml").read_text(encoding="utf-8")
TABLES = tomllib.loads(SOURCE)
CLASSES = ("long", "intervals", "tempo", "race", "easy")


def listed():
    for name in CLASSES:
        for key, terms in TABLES[name].items():
            for term in terms if key in LANGUAGES else ():
                yield name, key, term


def says_nothing_strong(title):
    reading = read(title)
    return reading.run_class is None or reading.is_weak


def test_every_listed_word_is_found_on_its_own_and_within_a_title():
    assert len(list(listed())) > 200
    for name, language, term in listed():
        alone = term.replace(" * ", " ")
        for title in (alone, alone.upper(), f"{alone}, 12 km", f"Oslo: {alone}!"):
            assert read(title).run_class == name, title
            assert read(title).term == alone, title
        is_weak = term in TABLES[name].get("weak", ())
        assert read(alone, language=language).is_weak == is_weak, (language, alone)


def test_a_false_friend_says_nothing():
    for title in TABLES["nothing"]["phrases"]:
        assert read(title.replace(" * ", " ")) == Reading(None, False, ""), title


@pytest.mark.parametrize(
    ("language", "title", "run_class", "trap"),
    [
        ("en", "Sunday long run", "long", "Long time no run"),
        ("en", "Threshold on the towpath", "tempo", "Lt. Dan's loop"),
        ("en", "Town 10k race", "race", "Arms race"),
        ("sv", "Tröskel på banan", "tempo", "Trosklar i huset"),
        ("sv", "Stockholms lopp", "race", "Morgonlöpning"),
        ("no", "Langtur i marka", "long", "Langturist"),
        ("no", "Terskel 4 km", "tempo", "Løp om morgenen"),
        ("da", "Bakke ved søen", "intervals", "Løb om morgenen"),
        ("de", "Langer, ruhiger Lauf", "long", "Lauf am Morgen"),
        ("de", "Schwelle", "tempo", "Mit der Bahn zurück"),
        ("nl", "Lange duurloop", "long", "Ochtendloop"),
        ("nl", "Wedstrijd Breda", "race", "Lekker rennen in het bos"),
        ("fr", "Fractionné au stade", "intervals", "Course à pied le matin"),
        ("fr", "Sortie longue", "long", "Sur la piste cyclable"),
        ("es", "Tirada larga", "long", "Carrera de mañana"),
        ("es", "Cuestas", "intervals", "A lo largo del río"),
        ("it", "Lunghissimo 32 km", "long", "Lungo il fiume"),
        ("it", "Ripetute in salita", "intervals", "Che bello questo tempo"),
        ("pt", "Longão de domingo", "long", "Corrida matinal"),
        ("pt", "Tiros", "intervals", "Bom tempo para correr"),
        ("fi", "Pitkä lenkki", "long", "Pitkästä aikaa"),
        ("fi", "Vauhtikestävyys", "tempo", "Aamulenkki"),
        ("pl", "Długie wybieganie", "long", "Długi weekend"),
        ("pl", "Drugi zakres 8 km", "tempo", "Bieg poranny"),
        ("ja", "日曜ロング走20km", "long", "大会議のあと"),
        ("ja", "市民大会", "race", "トレース"),
    ],
)
def test_each_language_has_its_words_and_its_traps(language, title, run_class, trap):
    assert read(title).run_class == run_class
    assert not read(title).is_weak
    assert read(title, language=language) == read(title)
    assert says_nothing_strong(trap)


@pytest.mark.parametrize(
    "title",
    [
        "Morning Run",
        "Afternoon Run",
        "Lauf am Morgen",
        "Lauf zur Mittagszeit",
        "Morgenlauf",
        "Abendlauf",
        "Course à pied le matin",
        "Carrera de mañana",
        "Carrera por la tarde",
        "Corrida matinal",
        "Corsa mattutina",
        "Ochtendloop",
        "Bieg poranny",
        "Bieg wieczorny",
        "Löpning på morgonen",
        "Løb om morgenen",
        "Treadmill Running",
        "",
        "🏃",
    ],
)
def test_a_name_the_app_gave_by_itself_says_nothing(title):
    assert read(title) == Reading(None, False, "")


@pytest.mark.parametrize(
    ("title", "term"),
    [
        ("6x800", "6x800"),
        ("Club: 5 x 1km", "5 x 1km"),
        ("10×400 m", "10×400 m"),
        ("3 x 10 min", "3 x 10 min"),
        ("6 X 3'", "6 X 3'"),
        ("WU,6x800,CD", "6x800"),
        ("6x800 steady", "6x800"),
        ("10x400er", "10x400er"),
        ("4 x 1.5 km", "4 x 1.5 km"),
        ("６×８００", "6×800"),
    ],
)
def test_repetitions_are_intervals_as_written(title, term):
    assert read(title) == Reading("intervals", False, term)


@pytest.mark.parametrize(
    "title",
    [
        "2x per week",
        "3x30 min per week",
        "3 x 10 kg",
        "3x20 squats",
        "1x5000",
        "1920x1080",
        "2x heads up",
        "10xyz",
    ],
)
def test_not_every_x_is_a_repetition(title):
    assert read(title).run_class is None


def test_repetitions_that_may_be_something_else_are_weak():
    assert read("4x4") == Reading("intervals", True, "4x4")
    assert not read("4x4 min").is_weak


def test_strides_are_weak_and_make_an_easy_run_no_key_run():
    assert read("Strides") == Reading("intervals", True, "strides")
    assert read("6x100 m strides").is_weak
    assert read("Easy 8k + 6x100 m strides") == Reading("easy", False, "easy")


def test_a_phrase_hides_the_words_in_it():
    assert read("Race pace").run_class == "tempo"
    assert read("Half marathon pace, 8 km").term == "half marathon pace"
    assert read("10k race").term == "10k race"
    assert read("Rodaje largo") == Reading("long", False, "rodaje largo")
    assert read("レースペース走").run_class == "tempo"


def test_training_for_a_marathon_is_a_key_run_unless_the_title_says_more():
    assert read("Marathon training") == Reading("tempo", False, "marathon training")
    assert read("Marathon training: long run") == Reading("long", False, "long run")
    assert read("Marathon training, easy").run_class == "easy"


@pytest.mark.parametrize(
    "title",
    [
        "Recovery from race",
        "Recovery from last Sunday's race",
        "Pre-race shakeout",
        "Easy the day after the race",
        "Regeneration nach dem Wettkampf",
    ],
)
def test_a_run_around_a_race_is_easy(title):
    assert read(title).run_class == "easy"
    assert read(title).others == ()


def test_a_title_with_two_kinds_names_the_clearer_first():
    assert read("Long run with tempo finish") == Reading(
        "long", False, "long run", ("tempo",)
    )
    assert read("Long run w/ race pace finish").others == ("long",)


def test_an_easy_part_does_not_make_a_hard_run_easy():
    reading = read("Tempo, then recovery jog")
    assert (reading.run_class, reading.others) == ("tempo", ("easy",))
    assert read("6x800, 400 jog recovery").run_class == "intervals"


def test_a_strong_word_beats_a_weak_one_and_weak_ones_are_no_others():
    assert read("Lauf, locker") == Reading("easy", False, "locker")
    assert read("Carrera") == Reading("race", True, "carrera")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tempoläufe", "tempolaeufe"),
        ("Tempoläufe", "TEMPOLAUFE"),
        ("Schwelle", "SCHWELLE"),
        ("Tröskel", "troskel"),
        ("Tröskel", "Tro\u0308skel"),
        ("Løp", "lop"),
        ("Løb", "LOEB"),
        ("Długie wybieganie", "dlugie wybieganie"),
        ("Tærskel", "taerskel"),
        ("Récup", "recup"),
        ("Côtes", "cotes"),
        ("VO₂max", "VO2max"),
        ("long-run", "Long_Run"),
        ("parkrun™", "Parkrun"),
        ("ペース走", "ﾍﾟｰｽ走"),
    ],
)
def test_spelling_does_not_matter(one, other):
    assert read(one).run_class is not None
    assert read(one) == read(other)


def test_folding_keeps_the_voicing_of_kana():
    assert fold("Große Łąka, Ærø: ジョグ") == "Grosse Laka, AEro: ジョグ"


def test_an_abbreviation_is_weak_and_in_one_case():
    assert read("LT 20 min") == read("lt 20 min") == Reading("tempo", True, "LT")
    assert read("Lt 20 min").run_class is None
    assert not read("Pk 45 min", language="fi").is_weak
    assert not read("LSD").is_weak


@pytest.mark.parametrize("word", ["largo", "medio", "series", "leve", "prova", "próg"])
def test_a_word_two_languages_share_is_weak_until_the_language_is_known(word):
    homes = {
        language
        for name in CLASSES
        for language in LANGUAGES & TABLES[name].keys()
        if word in TABLES[name][language]
    }
    assert read(word).is_weak
    assert all(not read(word, language=home).is_weak for home in homes)
    assert read(word, language="en").is_weak


def test_tempo_is_strong_but_not_as_weather():
    assert not read("Tempo 8 km").is_weak
    assert not read("Heute mal Tempo").is_weak
    assert read("Tempo brutto").is_weak
    assert read("Tempo 8 km", language="pt").is_weak
    assert not read("Tempo 8 km", language="es").is_weak


def test_rolig_is_fun_in_swedish():
    assert not read("Rolig langtur").is_weak
    assert read("Rolig runda och kaffe").is_weak


def test_langlauf_is_weak_beside_skis():
    assert read("Langlauf") == Reading("long", False, "langlauf")
    assert read("Langlauf in der Loipe").is_weak


def test_a_known_language_makes_words_of_others_weak_but_not_english_ones():
    assert read("Tirada larga", language="de").is_weak
    assert not read("Long run", language="de").is_weak
    assert not read("Langtur", language="nb-NO").is_weak
    assert not read("Tirada larga", language="tlh").is_weak


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[long", "not valid TOML"),
        ("[sprint]\nen = []", "line 1: 'sprint'"),
        ("[long]\nxx = ['a']", "line 2: 'xx'"),
        ("[long]\nen = 'long run'", "give a list"),
        ("[long]\nen = ['* run']", "begin and end"),
        ("[long]\nen = ['a']\n[race]\nen = ['a']", "line 4: 'a'"),
        ("[long]\nen = ['a']\nweak = ['b']", "line 3: 'b'"),
        ("[long]\nen = ['a']\n[[doubt]]\nterm = 'b'", "line 4: 'b'"),
        ("[long]\nen = ['a']\n[doubt]\nterm = 'a'", "double brackets"),
    ],
)
def test_a_wrong_file_is_refused_with_place_and_remedy(source, message):
    with pytest.raises(DataFileError, match=r"keywords\.toml") as caught:
        Lexicon(source)
    assert message in str(caught.value)
