"""How shall my training be read and shown?"""

from runlift.ui import shell

shell.guard()

import streamlit as st

from runlift.ui import (
    ask,
    coaches,
    member_list,
    people,
    preferences,
    show,
    takeout,
    trail,
    welcome,
)

chosen = ask.filters(with_window=False)
if chosen is None:
    welcome.first_screen()
else:
    athlete, _ = chosen
    st.title("Settings")
    if ask.may(athlete, "change"):
        preferences.units_and_body(athlete)
        preferences.positions(athlete)
        preferences.rules(athlete)
        preferences.thresholds(athlete)
        preferences.answers(athlete)
    else:
        show.only_hers(athlete, "change her settings")
    coaches.of_athlete(athlete)
    trail.listed(athlete)
    people.manage(athlete)
    takeout.part(athlete)
coaches.mine(chosen and chosen[0])
member_list.part()
people.backup_and_restore()
