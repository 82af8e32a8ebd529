"""The only package that imports streamlit: the menu, what is asked, what is shown."""
