"""Work in processes: a task that dies or hangs costs itself and nothing else."""

from itertools import islice

import pytest

from pipelines.documents.workers import Failure, run
from pipelines.errors import MingchaError
from tests.unit.store.labours import careful, labour, stillborn


def test_every_task_is_done_once():
    done = dict(run(labour, "done", map(str, range(50)), count=2, seconds=patience))
    assert done == {str(n): f"done {n}" for n in range(50)}


def test_a_task_that_kills_its_process_fails_alone():
    tasks = ["a", "die", "b", "c", "die", "d"]
    done = list(run(labour, "done", tasks, count=2, seconds=patience))
    failed = [task for task, result in done if isinstance(result, Failure)]
    assert failed == ["die", "die"]
    assert sorted(task for task, _ in done) == sorted(tasks)
    assert {result.code for _, result in done if isinstance(result, Failure)} == {"crashed"}


def patience(task: str) -> float:
    """Give up at once what never ends, and nothing else however busy the machine is."""
    return 1.5 if task == "hang" else 600


def test_a_task_that_hangs_is_given_up():
    tasks = ["hang", "a", "b", "c"]
    done = dict(run(labour, "done", tasks, count=2, seconds=patience))
    assert done["hang"] == Failure("timeout")
    assert [done[name] for name in "abc"] == ["done a", "done b", "done c"]


def test_a_task_that_wants_all_memory_is_refused_it():
    [(_, said)] = run(careful, "", [64 * 2**30], count=1, seconds=patience)
    assert said == "too much"


def test_tasks_are_taken_as_workers_become_free():
    taken = []

    def endless():
        for number in range(10**9):
            taken.append(number)
            yield str(number)

    results = run(labour, "done", endless(), count=2, seconds=patience)
    assert len(list(islice(results, 5))) == 5
    results.close()
    assert len(taken) <= 8


def test_workers_that_cannot_start_say_so(capfd):
    with pytest.raises(MingchaError, match="cannot be started"):
        list(run(stillborn, "no", ["a"], count=1, seconds=patience))


def test_no_task_is_no_process():
    assert list(run(stillborn, "no", [], count=2, seconds=patience)) == []
