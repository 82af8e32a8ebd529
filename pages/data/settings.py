"""How shall my training be read and shown?"""

from runlift.ui import shell

shell.guard()

import streamlit as st

from runlift.ui import ask, people, preferences, welcome

chosen = ask.filters(with_window=False)
if chosen is None:
    welcome.first_screen()
else:
    athlete, _ = chosen
    st.title("Settings")
    preferences.units_and_body(athlete)
    preferences.positions(athlete)
    preferences.rules(athlete)
    preferences.thresholds(athlete)
    preferences.answers(athlete)
    people.manage(athlete)
people.backup_and_restore()
