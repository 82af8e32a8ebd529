"""How is every number computed, and where does it come from?"""

from runlift.ui import shell

shell.guard()

import streamlit as st

from runlift.ui import methods

st.title("How every number is computed")
st.markdown(
    "Constants of formulas have a source that cannot be left out. Thresholds are choices: "
    "each has its reason, and you can change it in Settings. **house** means this project's "
    "own choice, not science."
)
methods.guide()
methods.formulas()
methods.constants()
methods.thresholds()
methods.sources()
methods.lexicon()
methods.limits()
