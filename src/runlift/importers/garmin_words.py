"""The column names of Garmin Connect's list of activities, in the languages of Garmin."""

from collections.abc import Mapping

from runlift.importers.sports import plain

_NAMES = {
    # From exports and from code that reads them: English, German old and new, Spanish,
    # Portuguese, Polish, Danish, French, Italian, Dutch and Norwegian. Of Swedish only
    # the times, the pace and the name are; of Danish not the heights.
    "type": "Activity Type|Aktivitätstyp|Tipo de actividad|Tipo de atividade|Typ aktywności"
    "|Aktivitetstype|Type d'activité|Tipo di attività|Activiteittype|Activiteitstype"
    "|Aktivitetstyp",
    "date": "Date|Datum|Fecha|Data|Dato|Start|Heure de début",
    "favourite": "Favorite|Favorit|Favorito|Ulubiony|Favori|Preferita|Preferito|Favoriet|Favoritt",
    "title": "Title|Titel|Título|Tytuł|Titre|Titolo|Tittel|Namn|Activity Name|Nom de l'activité",
    "distance": "Distance|Distanz|Distancia|Distância|Dystans|Distanza|Afstand|Distans|Distanse",
    "time": "Time|Activity Time|Zeit|Tiempo|Tempo|Tempo total|Czas|Tid|Durée|Temps|Tijd",
    "moving": "Moving Time|Zeit in Bewegung|Bewegungszeit|Tiempo en movimiento"
    "|Tempo em movimento|Czas ruchu|Tid i bevægelse|Temps de déplacement"
    "|Tempo in movimento|Tijd bewogen|Färdtid|Tid i bevegelse",
    "elapsed": "Elapsed Time|Verstrichene Zeit|Tiempo transcurrido|Tempo transcorrido"
    "|Tempo decorrido|Upłynęło czasu|Tidsforbrug|Temps écoulé|Tempo trascorso"
    "|Verstreken tijd|Total tid|Medgått tid",
    "avg_hr": "Avg HR|Average HR|Ø Herzfrequenz|Ø HF|Durchschnittliche Herzfrequenz"
    "|Frecuencia cardiaca media|FC media|FC Média|Średnie tętno|Gennemsnitlig puls"
    "|Fréquence cardiaque moyenne|Gem. HS|Medelpuls|Gjennomsnittlig puls",
    "max_hr": "Max HR|Maximale Herzfrequenz|Max. HF|FC máxima|Maksymalne tętno|Maks. puls"
    "|Fréquence cardiaque maximale|FC max|FC max.|Max. HS|Maxpuls|Makspuls",
    "cadence": "Avg Run Cadence|Ø Schrittfrequenz (Laufen)|Cadencia de carrera media"
    "|Cadência de corrida média|Średnia kadencja biegu|Średni rytm biegu"
    "|Gennemsnit kadence løb|Gennemsnitlig løbekadence|Cadence de course moyenne"
    "|Cadenza di corsa media|Gem. loopcadans|Medellöpkadens"
    "|Gjennomsnittlig frekvens for løping|Gjennomsnittlig frekvens for loping",
    # In the list of all sports runs have their steps under the bicycle's cadence.
    "any_cadence": "Avg Cadence|Avg Bike Cadence|Ø Trittfrequenz|Ø Trittfrequenz (Rad)"
    "|Cadencia de bicicleta media|Cadência bicicleta média|Średni rytm|Gem. cadans"
    "|Gemiddelde fietscadans|Cadence de vélo moyenne|Cadenza bici media",
    "pace": "Avg Pace|Ø Pace|Ritmo medio|Ritmo médio|Średnie tempo|Gennemsnitligt tempo"
    "|Allure moyenne|Passo medio|Gemiddeld tempo|Medeltempo|Gjennomsnittlig tempo",
    # The list of all sports has one column for both; runs show their pace there.
    "speed": "Avg Speed|Ø Geschwindigkeit|Velocidad media|Velocidade média"
    "|Średnia prędkość|Gennemsnitlig hastighed|Vitesse moyenne|Velocità media"
    "|Gemiddelde snelheid|Medelhastighet|Gjennomsnittlig hastighet",
    "ascent": "Total Ascent|Elev Gain|Anstieg gesamt|Positiver Höhenunterschied"
    "|Ascenso total|Subida total|Całkowity wznios|Samlet stigning|Ascension totale"
    "|Ascesa totale|Totale stijging|Total stigning|Stigning totalt",
    "descent": "Total Descent|Elev Loss|Abstieg gesamt|Negativer Höhenunterschied"
    "|Descenso total|Descida total|Całkowity spadek|Samlet nedstigning|Descente totale"
    "|Discesa totale|Totale daling|Totalt fall|Total nedstigning",
    "stride": "Avg Stride Length|Ø Schrittlänge|Longitud media de zancada"
    "|Comprimento médio da passada|Średnia długość kroku|Gennemsnitlig skridtlængde"
    "|Longueur moyenne des foulées|Lunghezza media passo|Gem. staplengte"
    "|Medelsteglängd|Gjennomsnittlig skrittlengde",
    "power": "Avg Power|Ø Leistung|Potencia media|Potência média|Średnia moc"
    "|Gennemsnitlig effekt|Puissance moyenne|Potenza media|Gem. vermogen"
    "|Medeleffekt|Gjennomsnittlig kraft",
    "max_temp": "Max Temp|Max. Temp.|Temperatura máxima|Maksymalna temperatura"
    "|Température maximale|Temperatura max|Makstemperatur|Maximum temperatur",
    "effect": "Aerobic TE|Aerober TE|TE aeróbico|TE aeróbio|Aerobowy TE|TE aérobie"
    "|TE attività aerobica|Aeroob TE|Aerob TE|Aerob treningseffekt",
}
NAMED: Mapping[str, str] = {
    plain(name): field for field, names in _NAMES.items() for name in names.split("|")
}

BRAND = "training stress score"
"""In every language, and in no other app's list."""
