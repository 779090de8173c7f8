"""The chat of the Django Channels tutorial, on Daphne: tutorial_on_channels.py REDIS_URL

Says "listening PORT"; ends with its standard input.
"""

import json
import os
import sys
import threading

import django
from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from daphne.server import Server
from django.conf import settings
from django.urls import re_path


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.room_group_name = "chat_%s" % self.scope["url_route"]["kwargs"]["room_name"]
        await self.channel_layer.group_add(self.room_group_name, self.channel_name)
        await self.accept()

    async def disconnect(self, close_code):
        await self.channel_layer.group_discard(self.room_group_name, self.channel_name)

    async def receive(self, text_data):
        message = json.loads(text_data)["message"]
        await self.channel_layer.group_send(self.room_group_name, {"type": "chat_message", "message": message})

    async def chat_message(self, event):
        await self.send(text_data=json.dumps({"message": event["message"]}))


class Announced(Server):
    def listen_success(self, port):
        super().listen_success(port)
        print("listening", port.getHost().port, flush=True)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


def main(url):
    settings.configure(
        SECRET_KEY="of a test",
        DEBUG=True,
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        CHANNEL_LAYERS={
            # What a process has not yet taken is dropped beyond 100 messages, unless it is told otherwise.
            "default": {
                "BACKEND": "channels_redis.core.RedisChannelLayer",
                "CONFIG": {"hosts": [url], "capacity": 10000},
            },
        },
    )
    django.setup()
    application = ProtocolTypeRouter(
        {
            "websocket": AllowedHostsOriginValidator(
                AuthMiddlewareStack(URLRouter([re_path(r"ws/chat/(?P<room_name>\w+)/$", ChatConsumer.as_asgi())]))
            ),
        }
    )
    threading.Thread(target=end_with_input, daemon=True).start()
    Announced(application, endpoints=["tcp:port=0:interface=127.0.0.1"], signal_handlers=False).run()


main(*sys.argv[1:])
