"""The running text of a report: its sentences, numbers, and how these belong together.

`figures.read_prose` reads everything once: the figures of the catalogue, and a `Prose`
(`pipelines.prose`), which stays at `Report.prose` and which every rule asks:

    for listing in context.prose.lists:      # wholes with their parts
        if listing.is_proved: …             # they do not come to it, and nothing excuses that
    for statement in context.prose.of(section=1, unit="件"): …
"""
