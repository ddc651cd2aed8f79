"""Visits to the demo's page; a package, so that the browser is gone before other tests begin."""
