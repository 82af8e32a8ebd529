"""The settings page's parts about athletes and the store: add, rename, delete, backup."""

from collections.abc import Callable

import streamlit as st

from runlift.errors import RunliftError
from runlift.model import Athlete
from runlift.store import athletes as store_people
from runlift.store import backup
from runlift.ui import ask, cached, show, viewing

_BACKUP = "made_backup"


def manage(athlete: Athlete) -> None:
    """Add an athlete; rename or delete the chosen one."""
    is_managed = ask.may(None, "manage")
    if not is_managed and not ask.may(athlete, "change"):
        return
    st.subheader("Athletes" if is_managed else "Your name, and deleting it all")
    if is_managed:
        with st.form("add_athlete", clear_on_submit=True):
            name = st.text_input("Name of a new athlete", max_chars=80)
            if st.form_submit_button("Add athlete"):
                _add(name)
    with st.form("rename_athlete"):
        name = st.text_input(
            f"New name for {show.plain(athlete.name)}", athlete.name, max_chars=80
        )
        if st.form_submit_button("Rename"):
            _try(lambda: store_people.rename(ask.store(), athlete, name, ask.now()))
    with st.expander(f"Delete {show.plain(athlete.name)}"):
        st.markdown(
            "Deletes every run, lift, setting and import of this athlete, from the disk as "
            "well. This cannot be undone."
        )
        said = st.text_input("Type the name to delete", key="delete_confirmation")
        if st.button("Delete for good", disabled=said.strip() != athlete.name):
            _delete(athlete)


def backup_and_restore() -> None:
    """The whole store as one file, and back; for its owner."""
    if not ask.may(None, "manage"):
        return
    st.subheader("Backup")
    with st.container(horizontal=True):
        if st.button("Make a backup", icon=":material/archive:"):
            st.session_state[_BACKUP] = backup.backup(ask.store())
        if _BACKUP in st.session_state:
            st.download_button(
                "Download the backup",
                st.session_state[_BACKUP],
                f"runlift-{ask.today():%Y-%m-%d}.zip",
                "application/zip",
                icon=":material/download:",
            )
    with st.expander("Restore a backup"):
        st.markdown("Replaces everything in this store by what the backup holds.")
        file = st.file_uploader("Backup file", key="restore_file")
        sure = st.checkbox("Replace everything", key="restore_sure")
        if st.button("Restore", disabled=not (file and sure)) and file:
            content = file.getvalue()
            _try(lambda: backup.restore(ask.store(), content))


def _add(name: str) -> None:
    def add() -> None:
        new = store_people.new(ask.store(), name, ask.now(), timezone=ask.zone())
        store_people.write(ask.store(), new, ask.now())

    _try(add)


def _delete(athlete: Athlete) -> None:
    who = viewing.member()
    store_people.delete(ask.store(), athlete.athlete_id)
    ask.forget_athlete()
    cached.forget()
    if (
        who is not None
        and who.athlete_id == athlete.athlete_id
        and who.role == "athlete"
    ):
        # Staying signed in would write her name and address down again at once.
        st.logout()
        st.stop()
    st.rerun()


def _try(change: Callable[[], None]) -> None:
    """Make a change and start again, or say why it cannot be made."""
    try:
        change()
    except RunliftError as refusal:
        st.error(show.plain(str(refusal)))
        return
    cached.forget()
    st.rerun()
