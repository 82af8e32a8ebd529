"""Importing on a page: files are dropped, looked at, asked about, kept; one job each athlete."""

from collections.abc import Sequence

import streamlit as st

from runlift import access
from runlift.answers import counted
from runlift.errors import RunliftError
from runlift.model import Athlete, identity
from runlift.ui import (
    ask,
    import_cards,
    import_drop,
    import_progress,
    jobs,
    show,
    viewing,
)
from runlift.ui.import_files import Coming
from runlift.ui.import_job import ImportJob

_IS_DRAWN = "import_is_drawn"
_ME = "Me"


def drop(athlete: Athlete | None) -> None:
    """The drop area, and the import that is under way.

    Args:
        athlete: whose files they are; on an empty store the name is asked for.
    """
    st.session_state[_IS_DRAWN] = True
    # One's own files never go to a demo athlete.
    is_newcomer = athlete is None or athlete.is_demo
    job = _job(None if is_newcomer else athlete)
    if job is not None and job.is_running:
        import_progress.bar(job)
        return
    is_looked = job is not None and job.state == "looked"
    if job is not None and not is_looked:
        import_progress.ended(job)
    whose = "" if athlete is None or is_newcomer else athlete.athlete_id
    files, wrong = import_drop.area(whose, is_short=is_looked)
    if files:
        _begin(None if is_newcomer else athlete, files, wrong)
    for sentence in [*wrong, *(job.missing if job else ())]:
        st.error(show.plain(sentence), icon=":material/error:")
    if job is not None and is_looked and job.looks:
        _looked(job, athlete)


def own() -> None:
    """The drop area of a coach who has brought nothing of her own yet."""
    who = ask.viewer()
    if who.athlete_id not in {one.athlete_id for one in ask.athletes()}:
        st.subheader("Your own training")
        drop(None)


def nothing_drawn() -> None:
    """Before a page is drawn: it has not shown the import yet."""
    st.session_state[_IS_DRAWN] = False


def elsewhere(imports_page: str) -> None:
    """How the import is, in a line, on a page that has not shown it."""
    if st.session_state.get(_IS_DRAWN):
        return
    found = jobs.registry()
    chosen = st.session_state.get(ask.ATHLETE)
    who = ask.viewer()
    job = None
    if chosen is not None and access.may(who, chosen, "import"):
        job = found.of(chosen)
    job = job or found.of_newcomer(who.viewer_id)
    if job is None:
        return
    if job.is_running:
        import_progress.line(job, imports_page)
    elif job.state == "looked":
        import_progress.waiting(job, imports_page)
    else:
        import_progress.ended(job)


def _job(athlete: Athlete | None) -> ImportJob | None:
    found = jobs.registry()
    if athlete is None:
        return found.of_newcomer(ask.viewer().viewer_id)
    return found.of(athlete.athlete_id)


def _begin(
    athlete: Athlete | None, files: Sequence[Coming], missing: Sequence[str]
) -> None:
    """Take the files over and look at them at once."""
    now = ask.now()
    who = ask.viewer().viewer_id
    person = athlete or Athlete(
        identity("newcomer", who, now.isoformat()),
        _ME,
        ask.zone(),
        is_timezone_known=False,
        is_demo=False,
    )
    job = jobs.registry().begin(
        ask.store(), person, is_newcomer=athlete is None, viewer_id=who
    )
    if job.is_newcomer:
        viewing.becomes(job.athlete)
    job.missing = (*job.missing, *missing)
    job.add(files, now)
    import_drop.emptied(files)
    job.wait(import_progress.GRACE_S)
    st.rerun()


def _looked(job: ImportJob, athlete: Athlete | None) -> None:
    """What was found; the button stands above many cards and below a few."""
    is_many = len(job.looks) > import_cards.FEW
    if is_many:
        import_cards.totals(job.looks)
        _keep(job, athlete)
    import_cards.all_of(job)
    if not is_many:
        _keep(job, athlete)


def _keep(job: ImportJob, athlete: Athlete | None) -> None:
    name = _name(job, athlete) if job.is_newcomer else job.athlete.name
    ready = [
        look for look in job.looks if look.receipt.status in ("imported", "partly")
    ]
    useful = [look for look in ready if look.is_new]
    waits = sum(look.receipt.status == "question" for look in job.looks)
    if useful and waits:
        st.caption(f"{counted(waits, 'file')} without an answer will not be imported.")
    elif waits:
        st.info("Nothing can be imported before the answer.", icon=":material/help:")
    elif not useful:
        st.info("There is nothing new in these files.", icon=":material/info:")
    with st.container(horizontal=True):
        many = counted(len(useful), "file")
        if useful and st.button(
            f"Import {many} for {show.plain(name)}", type="primary", key="keep_import"
        ):
            _kept(job, name)
        if st.button("Throw away" if useful or waits else "Done", key="discard_import"):
            jobs.registry().dismiss(job)
            st.rerun()


def _kept(job: ImportJob, name: str) -> None:
    try:
        job.keep(ask.now(), name=name)
    except RunliftError as refusal:
        st.error(show.plain(str(refusal)), icon=":material/error:")
        return
    ask.choose_athlete(job.athlete.athlete_id)
    job.wait(import_progress.GRACE_S)
    st.rerun()


def _name(job: ImportJob, demo: Athlete | None) -> str:
    """The athlete a first import makes."""
    if demo:
        st.info(
            f"{show.plain(demo.name)} is a demo athlete. Your files go to an athlete of "
            "your own: give a name here, or choose yourself at the top.",
            icon=":material/info:",
        )
    return st.text_input(
        "Your name", job.athlete.name, key=f"newcomer_{job.job_id}", max_chars=80
    )
