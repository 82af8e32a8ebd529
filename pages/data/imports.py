"""What has been imported, and what is in the next file?"""

from runlift.ui import shell

shell.guard()

import streamlit as st

from runlift.ui import ask, demo, doubts, importing, receipts, show, twins, welcome

chosen = ask.filters(with_window=False)
if chosen is None:
    welcome.first_screen()
else:
    athlete, _ = chosen
    st.title("Import training")
    if ask.may(athlete, "import"):
        st.markdown(
            "Drop files as the apps export them; look at what they hold; then keep them."
        )
        importing.drop(athlete)
    else:
        show.only_hers(athlete, "import her training")
        importing.own()
    st.subheader("What has been imported")
    receipts.listed(athlete)
    twins.listed(athlete)
    doubts.listed(athlete)
    if demo.is_loaded() and ask.may(None, "manage"):
        st.subheader("Demo athletes")
        demo.remove_button()
