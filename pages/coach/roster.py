"""Who needs me this week?"""

from runlift.ui import shell

shell.guard()

from runlift.ui import ask, roster, show, welcome

seen = ask.athletes()
if not seen:
    welcome.first_screen()
else:
    waiting = roster.counted_anew(seen)
    today = ask.today()
    week = roster.week(today)
    now = roster.of(seen, week, today)
    show.title("Who needs me this week?", roster.answer(now, today))
    above = show.space()
    show.figures(roster.figures(now))
    roster.steps(week, today)
    rows = roster.filtered(now)
    if rows.empty:
        roster.nobody(now)
    else:
        roster.table(now, rows, today)
        roster.cards(now, rows, today)
    roster.groups(seen, now)
    show.how_we_know(*roster.method(now))
    roster.count_on(waiting, above)
