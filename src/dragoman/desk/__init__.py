"""The desk: reading, asking and correcting in a browser on this machine; and the same pages as a site to publish.

Needs the extra `[desk]` (docs/how-to-desk.md). Each page is a function from the ledger to a `View` (desk/view.py),
which the server and the static site render with the same templates.
"""
