"""One python-socketio server with one client: chat_on_socketio.py REDIS_URL

Says "ready" once its client is connected, and "event …" for what it receives; every line read is emitted to everybody.
"""

import asyncio
import json
import os
import sys

import socketio
from aiohttp import web


async def main(url):
    server = socketio.AsyncServer(async_mode="aiohttp", client_manager=socketio.AsyncRedisManager(url))
    app = web.Application()
    server.attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    client = socketio.AsyncClient()
    client.on("*", lambda *event: print("event", json.dumps(event), flush=True))
    await client.connect(f"http://127.0.0.1:{runner.addresses[0][1]}", transports=["websocket"])
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        await server.emit("said", line.strip())
    os._exit(0)


asyncio.run(main(sys.argv[1]))
