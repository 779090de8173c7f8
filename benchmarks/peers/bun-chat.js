// The same chat on Bun's own WebSocket server (uWebSockets, C++) and its own Redis client, as a peer to measure against.
//   bun bun-chat.js PORT INSTANCE_ID REDIS_URL
const [port, id, url] = process.argv.slice(2);
const { RedisClient } = require("bun");
const publisher = new RedisClient(url);
const subscriber = new RedisClient(url);
await publisher.connect();
await subscriber.connect();

const members = new Map();
let sequence = 0;

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(port),
  fetch(request, server) {
    const query = new URL(request.url).searchParams;
    const data = { room: query.get("room"), username: query.get("username") };
    return server.upgrade(request, { data }) ? undefined : new Response("ok");
  },
  websocket: {
    perMessageDeflate: false,
    open(socket) {
      const { room } = socket.data;
      socket.subscribe(room);
      const count = (members.get(room) ?? 0) + 1;
      members.set(room, count);
      if (count === 1) subscriber.subscribe(`chat:${room}`, receive);
      socket.send(JSON.stringify({ type: "joined", room, server_id: id }));
    },
    message(socket, text) {
      const { room, username } = socket.data;
      const message = JSON.stringify({
        type: "chat_message", id: `${id}-${++sequence}`, server_id: id, room, username, text,
        timestamp: new Date().toISOString(),
      });
      server.publish(room, message);
      publisher.publish(`chat:${room}`, message);
    },
    close(socket) {
      const { room } = socket.data;
      const count = members.get(room) - 1;
      members.set(room, count);
      if (count === 0) subscriber.unsubscribe(`chat:${room}`);
    },
  },
});

function receive(message, channel) {
  if (JSON.parse(message).server_id !== id) server.publish(channel.slice("chat:".length), message);
}
console.log(`listening on ws://127.0.0.1:${server.port}/ws`);
