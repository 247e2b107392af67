"""A filled-in list that is sent back by the browser: one word for each line that says something."""

from typing import Any, Final

from flask import request

from components.context import PageRequest
from components.pages.tasks.gate import refused
from components.posted import Reply, refusal, signature
from components.view import View
from components.words import say
from pipelines.desk.task_list import REFUSED, UNCHANGED, counts, take_list
from pipelines.desk.task_list_file import MOST_BYTES, TaskListError
from pipelines.papers.words import say as say_paper

_MOST_TOLD: Final = 500  # lines that are told one by one, those that were not taken first


def take_back_list(ask: PageRequest) -> Reply:
    """Take a filled-in list in; what was not taken is told line by line, with why."""
    language, file = ask.language, request.files.get("file")
    if file is None or not file.filename:
        return refusal("importing.no_file", language, 400)
    data = file.stream.read(MOST_BYTES + 1)
    try:
        lines = take_list(
            ask.desk.installation,
            data,
            file.filename,
            by=signature(),
            may_act=lambda agency_id: not refused(ask, agency_id),
        )
    except TaskListError as error:
        return {"said": error.sentence(language)}, 422
    counted = counts(lines)
    sums = say_paper("tasks", "list.sums", language, **counted)
    href = View("tasks", language, ask.view.dataset).href
    results = [_result(file.filename[:60], sums, href=href, is_kept=not counted[REFUSED])]
    spoken = [line for line in lines if line.outcome != UNCHANGED]
    spoken.sort(key=lambda line: line.outcome != REFUSED)
    results += [
        _result(line.name(language), line.sentence(language), is_kept=line.outcome != REFUSED)
        for line in spoken[:_MOST_TOLD]
    ]
    if len(spoken) > _MOST_TOLD:
        more = say("tasks.more_lines", language, n=len(spoken) - _MOST_TOLD)
        results.append(_result("", more, is_kept=True))
    return {"results": results}, 200


def _result(name: str, said: str, *, is_kept: bool, href: str = "") -> dict[str, Any]:
    return {"name": name, "said": said, "is_kept": is_kept, "href": href}
