"""XPath 1.0 with the semantics of ODK XForms: read, compile to closures, evaluate."""
