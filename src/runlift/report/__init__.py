"""The report to send: one athlete, a window of days, one file to read and to print."""

from runlift.report.blocks import Report as Report
from runlift.report.contents import contents as contents
from runlift.report.gathering import Gathered as Gathered
from runlift.report.gathering import days_text as days_text
from runlift.report.gathering import gathered as gathered
from runlift.report.gathering import has_something as has_something
from runlift.report.page import to_html as to_html
from runlift.report.pdf import to_pdf as to_pdf
