"""Which sport an activity type names, in the languages Strava, Garmin and Runkeeper write."""

import re
from dataclasses import dataclass

from runlift.science.terms import fold

RUN = "run"
LIFT = "lift"
WORKOUT = "workout"
NOTHING = "nothing"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sport:
    """What an activity type means here.

    `kind` is `run`, `lift`, `workout` (training that may or may not be lifting),
    `nothing` (a row that is no training), `unknown`, or the plural of a sport Runlift
    does not look at. `surface` is only known for some runs.
    """

    kind: str
    surface: str | None = None


_APART = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BREAK = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """`text` in lower case without accents, punctuation and doubled blanks."""
    return _BREAK.sub(" ", fold(text).casefold()).strip()


def sport(text: str) -> Sport:
    """The sport an activity type names: `Trail Run`, `Krafttraining`, `Bieganie`."""
    words = plain(_APART.sub(" ", text))
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return Sport(kind, _surface(words) if kind == RUN else None)
    return Sport(UNKNOWN)


def speaks_of_lifting(title: str) -> bool:
    """Whether a title says that weights were lifted, for workouts of no clear kind."""
    words = plain(title)
    return bool(_LIFTING.search(words) or _GYM.search(words))


def _surface(words: str) -> str | None:
    return next(
        (name for name, pattern in _SURFACES if pattern.search(words)),
        None,
    )


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_LIFTING = _any(
    r"weight ?(train|lift)|\bweights\b|strength|crossfit|powerlift|bodybuild|barbell",
    r"kraft(training|sport|ausdauer)|gewicht(s|straining|training|heben)|kracht",
    r"musculation|renforcement|aux poids|halterophilie|haltero",
    r"\bpesas\b|\bfuerza\b|musculacion|halterofilia|musculacao|\bforca\b|\bpesos\b",
    r"\bpesi\b|\bforza\b|potenziamento|sollevamento",
    r"styrk(e|a)|vaegt ?traening|vekt ?trening|vekter|tyngdlyft|vagttraning",
    r"silow|ciezar|obciazen|\bsilni|voimaharj|kuntosali|posilov|силов|штанг",
    r"筋トレ|筋力|ウェイト|ウエイト|力量|力量训练|웨이트|근력",
)
_GYM = _any(
    r"\bgym\b|\blift(s|ing)?\b|squat|dead ?lift|bench ?press|kettle ?bell|dumb ?bell",
    r"(leg|push|pull|upper|lower|chest|back|arm) day|(upper|lower|full) body",
    r"fitnessstudio|kniebeuge|kreuzheben|sportschool|sentadilla|peso muerto",
    r"gimnasio|palestra|\bacademia\b|silownia",
)

_KINDS = (
    (NOTHING, _any(r"incident")),
    (
        "multisport races",
        _any(r"triathl|triatl|duathl|duatl|aquathl|swimrun|multi ?sport"),
    ),
    (
        # Skating and skiing come first: Langlauf, Eislauf, skiløb and biegi
        # narciarskie all hold a word for running.
        "winter outings",
        _any(
            r"\bski|skiing|skilauf|langlauf|langren[dn]|langd(skid|akning)|narciar|narty",
            r"biegowk|snow|schnee|\bsno|raquette|raqueta|ciaspol|\bsci\b|\besqui",
            r"hiihto|rullski|rulleski|skitur|sneeuw",
        ),
    ),
    (
        "skating outings",
        _any(
            r"skat(e|ing)|skojte|skoyte|skridsko|schaats|eislauf|eisschnell|schlittschuh",
            r"rollschuh|rulleskoj|rulleskoyt|inline|patinaje|patinage|patin|pattin",
            r"lyzwy|lyzwiar|rolki",
        ),
    ),
    (
        "rides",
        _any(
            r"\brides?\b|cycl|\bbik(e|ing)|ebik|\bvelo|\bvtt\b|\bmtb\b|bmx|gravel|spinning",
            r"fahrt\b|\brad\b|radfahr|radtour|rennrad|fahrrad|mountainbik|handbik",
            r"fiets|wielren|\brit\b|ciclis|\bciclo|pedal|\bbici|cykel|cykl|sykk|sykl",
            r"rower|\bjazda\b|kolarstw|pyorai|kerekpar|вело|サイクリング|骑行|자전거|ライド",
        ),
    ),
    (
        "swims",
        _any(
            r"swim|schwimm|zwem|natacion|natacao|natation|nuoto|\bsim\b|simning|simbass",
            r"svomning|bassengsvom|plywani|uinti|plavani|piscine|piscina|\bsvom",
            r"плав|スイム|水泳|游泳|수영",
        ),
    ),
    (
        "rowing and paddling sessions",
        _any(
            r"\brow(ing)?\b|ruder|roei|aviron|\bremo\b|rodd|roning|roing|wiosl|kajak",
            r"kayak|canoe|kanu|kano\b|canotaggio|piragu|paddl|paddel|\bsup\b|canoa",
        ),
    ),
    (LIFT, _LIFTING),
    (
        "yoga and mobility sessions",
        _any(
            r"yoga|joga|pilates|stretch|dehnen|mobilit|breath|\batem|meditat|respira",
            r"flexib|tai ?chi|barre",
        ),
    ),
    (
        "climbs",
        _any(r"climb|boulder|kletter|klimmen|escalad|arrampic|klatr|klattr|wspinacz"),
    ),
    (
        "hikes",
        _any(
            r"hik(e|ing)|\bwander|wandeltocht|randonnee|escursion|excursion|senderis",
            r"trekking|mountaineer|bergsteig|alpinis|montanis|vandr|fottur|fjelltur",
            r"wedrowk|piesza|turystyk|^trilha$|ruck|vaellus|ハイキング|徒步|登山|등산",
        ),
    ),
    (
        "walks",
        _any(
            r"walk|gehen|spazier|wandel|\bmarche|marcha|camin|camminat|passegg|promenad|andar",
            r"\bgatur|\bgang\b|\bgange\b|spacer|chodz|marsz|kavely|ходьб|прогул",
            r"ウォーキング|步行|健走|걷기",
        ),
    ),
    (
        RUN,
        _any(
            r"\bruns?\b|running|\bjog|treadmill|trailrun|obstacle rac|^trail$|^ultra",
            r"lauf|hardlo|loopband|trailrunn|baanlo|veldlo",
            r"course a pied|^course$|^course (a|de|sur|en|d|urbaine|virtuelle|nature)\b",
            r"tapis|carrera|\bcorrer\b|\bcinta\b|trote|corsa|podismo|corrida|esteira",
            r"passadeira|lopning|lopband|loprunda|loppass|\blob|lob\b|lobning|\blop|lop\b",
            r"loping|tredemolle|\bmolle|bieg|biezni|juoksu|\bbeh\b|futas|alergare|kosu\b",
            r"\blari\b|\bбег|пробеж|забег|\bбіг|ランニング|^ラン$|トレイルラン|跑|달리기|러닝",
        ),
    ),
    (
        WORKOUT,
        _any(
            r"workout|hiit|high intensity|circuit|boot ?camp|functional|funktion|cardio",
            r"^(training|trening|traning|traening|entrainement|entrenamiento|entreno)$",
            r"^(allenamento|treino|ejercicio|traningspass|treningsokt|cwiczenia|fitness)$",
        ),
    ),
)

_SURFACES = (
    (
        "treadmill",
        _any(
            r"treadmill|indoor|virtu|wirtual|laufband|loopband|binnen|tapis|\bcinta\b",
            r"esteira|passadeira|lopband|lobeband|tredemolle|\bmolle|inomhus|innendors",
            r"indendors|interior|biezni(?!.*(lekko|stadion))|halle\b|ルームランナー|トレッドミル",
        ),
    ),
    (
        "trail",
        _any(
            r"trail|terrang|terraen|terreng|\bsti(lop|lob|stig)|gelande|montan|montagna",
            r"sentier|trilha|sender|teren|gorsk|przela|cross ?country|トレイル|越野",
        ),
    ),
    (
        "track",
        _any(
            r"track|\bbahn|baanlo|\bbaan|piste|pista|banlop|banelob|banelop|stadion|lekko"
        ),
    ),
    (
        "road",
        _any(r"street|road|strass|urbain|\bcalle\b|strada|\brua\b|ulic|gatlop|gadelob"),
    ),
)
