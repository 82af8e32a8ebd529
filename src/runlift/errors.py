"""Everything Runlift refuses to do, as a small tree.

RunliftError
├── UnknownFormat      the file is nothing we read
├── AmbiguousFormat    two importers claim one file (a bug in an importer)
├── UnreadableFile     we know the format, but this file has nothing to read
├── Stopped            somebody stopped the import; nothing of it is stored
├── DataFileError      a file in data/ is wrong: names file, line and remedy
│   └── CatalogueError
├── StoreError         the store cannot be opened, written or restored
├── NotFound           no such athlete, upload or record (for this viewer)
├── NotAllowed         this viewer may look, but not do that
├── NotSignedIn        sign-in is on, and nobody is signed in or may be
└── WrongInput         a value a person typed cannot be used

Messages are sentences for the person at the screen: what is wrong, where, and
what to do next. A bad row in a file is not an exception but data
(`model.Rejected`).
"""


class RunliftError(Exception):
    """Something Runlift can explain in one sentence; the message is that sentence."""


class UnknownFormat(RunliftError):
    """The file is none of the exports Runlift reads."""


class AmbiguousFormat(RunliftError):
    """More than one importer claims the file."""


class UnreadableFile(RunliftError):
    """The format is known, but nothing in the file can be used."""


class Stopped(RunliftError):
    """Somebody stopped the import; nothing of it was stored."""


class DataFileError(RunliftError):
    """A file in the data folder is wrong."""


class CatalogueError(DataFileError):
    """The exercise catalogue, the muscles or the aliases contain a wrong row."""


class StoreError(RunliftError):
    """The store cannot be opened, written, backed up or restored."""


class NotFound(RunliftError):
    """There is no such athlete or record for this viewer."""


class NotAllowed(RunliftError):
    """This viewer may look, but not do that."""


class NotSignedIn(RunliftError):
    """Sign-in is on, and nobody is signed in, or nobody who may be."""


class WrongInput(RunliftError):
    """A value given by a person cannot be used."""


class NotEnoughData(RunliftError):
    """A number that the log cannot carry; the message says what is missing."""
