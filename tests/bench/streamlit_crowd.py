"""Clients of the Streamlit page, run by `tests.bench.crowd` where Streamlit is installed.

Each speaks the page's websocket as the browser does: asks for a run of the script with a query
string and reads what comes until the script has finished. Prints the times as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.crowd import ANSWERS, CLIENTS, VIEWS, Reader, Times, all_at_once, bars, timed
from tests.bench.serving import HOST, Server


async def session(port: int) -> ClientConnection:
    """Open one session."""
    address = f"ws://{HOST}:{port}/_stcore/stream"
    return await connect(address, subprotocols=["streamlit"], max_size=None, proxy=None)


async def run(one: ClientConnection, search: str) -> str:
    """Ask for a run of the script and wait for its end; return the chart that came."""
    asked = BackMsg()
    asked.rerun_script.query_string = search.removeprefix("?")
    await one.send(asked.SerializeToString())
    chart = ""
    while True:
        told = ForwardMsg.FromString(await one.recv())
        kind = told.WhichOneof("type")
        if kind == "delta" and told.delta.new_element.HasField("plotly_chart"):
            chart = told.delta.new_element.plotly_chart.spec
        if kind == "script_finished":
            break
    if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY or not chart:
        raise SystemExit(f"{search}: no chart, or the script failed")
    return chart


async def crowd(server: Server) -> dict[str, object]:
    """Let the clients open the page and then ask for views."""
    port = server.port
    first = await session(port)
    drawn = [bars(json.loads(await run(first, search))) for search in VIEWS]
    await first.close()
    times, readers = Times(), [Reader(port) for _ in range(CLIENTS)]
    sessions: dict[int, ClientConnection] = {}

    async def open_page(client: int) -> None:
        await timed(times.documents, readers[client].get("/"))
        readers[client].close()

    async def join(client: int) -> None:
        sessions[client] = await session(port)

    async def read(client: int) -> None:
        for turn in range(ANSWERS):
            search = VIEWS[(client + turn) % len(VIEWS)]
            await timed(times.answers, run(sessions[client], search))

    await all_at_once(open_page)
    await all_at_once(join)
    before = server.spent()
    times.together = await all_at_once(read)
    times.spent = server.spent() - before
    for one in sessions.values():
        await one.close()
    return asdict(times) | {"bars": drawn}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(crowd(Server(*map(int, sys.argv[1:]))))))
