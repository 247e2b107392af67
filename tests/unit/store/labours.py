"""Work for the workers' test: some of it dies, some of it never ends."""

import os
import signal


def labour(context):
    def do(task):
        if task == "die":
            os._exit(9)
        if task == "hang":
            signal.pause()
        if task == "eat":
            return len(bytearray(64 * 2**30))
        return f"{context} {task}"

    return do


def careful(context):
    def do(task):
        try:
            return len(bytearray(task))
        except MemoryError:
            return "too much"

    return do


def stillborn(context):
    raise RuntimeError(context)
