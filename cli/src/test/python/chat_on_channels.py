"""One Django Channels server with one user: chat_on_channels.py core|pubsub REDIS_URL

Says "ready" once its user is connected, and "event …" for what the user receives; every line read is said to everybody.
"""

import asyncio
import os
import socket
import sys

import django
import uvicorn
import websockets
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

LAYERS = {
    "core": "channels_redis.core.RedisChannelLayer",
    "pubsub": "channels_redis.pubsub.RedisPubSubChannelLayer",
}


class Chat(AsyncWebsocketConsumer):
    groups = ["lobby"]

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.group_send("lobby", {"type": "said", "text": text_data})

    async def said(self, event):
        await self.send(event["text"])


async def hear(user):
    async for message in user:
        print("event", message, flush=True)


async def main(layer, url):
    settings.configure(
        SECRET_KEY="of a test",
        CHANNEL_LAYERS={"default": {"BACKEND": LAYERS[layer], "CONFIG": {"hosts": [url]}}},
    )
    django.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(Chat.as_asgi(), lifespan="off", log_level="error"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with websockets.connect(f"ws://127.0.0.1:{listener.getsockname()[1]}/", open_timeout=60) as user:
        hearing = asyncio.create_task(hear(user))
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            await user.send(line.strip())
    os._exit(0)


asyncio.run(main(*sys.argv[1:]))
