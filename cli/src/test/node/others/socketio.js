// One Socket.IO server with one client: node socketio.js classic|streams REDIS_URL; streams is redis-streams-adapter 0.2.
// Says "listening PORT", "ready", and "event …" for what its client receives; every line read is emitted to everybody.
const { createServer } = require("node:http");
const { Server } = require("socket.io");
const { io: connect } = require("socket.io-client");
const { createClient } = require("redis");
const { createAdapter } = require("@socket.io/redis-adapter");
const { createAdapter: createStreamsAdapter } = require("@socket.io/redis-streams-adapter");

async function adapter(kind, redis) {
  if (kind === "streams") {
    return createStreamsAdapter(redis);
  }
  const subscriber = redis.duplicate();
  await subscriber.connect();
  return createAdapter(redis, subscriber);
}

async function main([kind, url]) {
  const redis = createClient({ url });
  await redis.connect();
  const http = createServer();
  const io = new Server(http, { adapter: await adapter(kind, redis) });
  http.listen(0, "127.0.0.1", () => {
    const { port } = http.address();
    console.log(`listening ${port}`);
    const client = connect(`http://127.0.0.1:${port}`, { transports: ["websocket"] });
    client.onAny((...event) => console.log(`event ${JSON.stringify(event)}`));
    client.on("connect", () => console.log("ready"));
  });
  require("node:readline")
    .createInterface({ input: process.stdin })
    .on("line", (line) => io.emit("said", line))
    .on("close", () => process.exit(0));
}

main(process.argv.slice(2));
