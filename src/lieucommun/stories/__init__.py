"""Stories: what a service promises, in Gherkin, tried in a real browser.

`sentences` knows the wording (pure Python), `steps` does what a sentence says (Playwright),
`place` opens a temporary place, `running` is what `lieu test` calls.
"""
