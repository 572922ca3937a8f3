"""Every error of the package. A message says what, where (file, line, record) and what to do.

DragomanError                 500
├── InputError                400   one input is unusable; the rest goes on
│   ├── EmptyInput            400   no text in it
│   ├── UnreadableInput       400   not there, no permission, or not what its name says
│   ├── MalformedRecord       400   a line of JSON Lines that is no document
│   └── TooLarge              413   over a stated limit
├── OntologyError             422   no such type, mode, context or sector
├── QuestionError             400   a question that cannot be read; the message says what may be asked
├── RegistryError             422   a registry file breaks the registry's rules, or nobody is known by a name
├── ModelError                503   a model file is missing, altered or made for another ontology
├── StoreError                500   the ledger cannot be used
│   ├── StoreVersionError     409   written by a newer version
│   ├── StoreFullError        507   no space left; what was recorded stays
│   └── NotOnRecord           404   no such document or event
└── MissingExtra              501   an optional part is not installed; the message names it
"""

from __future__ import annotations


class DragomanError(Exception):
    """Root of all errors that this package raises on purpose."""

    status = 500


class InputError(DragomanError):
    """One input cannot be used; it costs that input and nothing else."""

    status = 400


class EmptyInput(InputError):
    """The input holds no text to read."""


class UnreadableInput(InputError):
    """The input is absent, not permitted, or not what its name says."""


class MalformedRecord(InputError):
    """A line of JSON Lines is not a document."""


class TooLarge(InputError):
    """The input is over a limit that the message states."""

    status = 413


class OntologyError(DragomanError):
    """A code is not in the ontology."""

    status = 422


class QuestionError(DragomanError):
    """A question names a field, a value or a date that does not exist; the message says which there are."""

    status = 400


class RegistryError(DragomanError):
    """A registry file breaks the registry's rules; the message names file and key."""

    status = 422


class ModelError(DragomanError):
    """A model file is missing, altered, or made for another ontology."""

    status = 503


class StoreError(DragomanError):
    """The ledger cannot be used."""


class StoreVersionError(StoreError):
    """The ledger was written by a newer version of the package."""

    status = 409


class StoreFullError(StoreError):
    """No space is left for the ledger; what was recorded stays."""

    status = 507


class NotOnRecord(StoreError):
    """The ledger holds no such document, event or statement."""

    status = 404


class MissingExtra(DragomanError):
    """A command needs an optional part; the message says which to install."""

    status = 501
