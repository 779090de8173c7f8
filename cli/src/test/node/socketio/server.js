// One instance: node server.js ADAPTER REDIS_URL [shared prefix of its channels]
// Says "listening PORT" once it is ready, and "fetched N" or "fetch failed: …" for every line read.
const { createServer } = require("node:http");
const { Server } = require("socket.io");
const { createClient } = require("redis");
const { createAdapter, createShardedAdapter } = require("@socket.io/redis-adapter");
const { createAdapter: createStreamsAdapter } = require("@socket.io/redis-streams-adapter");

async function adapter(kind, url) {
  const client = createClient({ url });
  const subscriber = client.duplicate();
  await Promise.all([client.connect(), subscriber.connect()]);
  switch (kind) {
    case "classic":
      return createAdapter(client, subscriber, { requestsTimeout: 2000 });
    case "sharded":
      return createShardedAdapter(client, subscriber, { subscriptionMode: "dynamic" });
    case "streams":
      return createStreamsAdapter(client);
    default:
      throw new Error(`no adapter ${kind}`);
  }
}

async function main([kind, url]) {
  const http = createServer();
  const io = new Server(http, { adapter: await adapter(kind, url) });
  io.on("connection", (socket) => {
    socket.on("join", async (room, done) => {
      await socket.join(room);
      if (typeof done === "function") {
        done("joined");
      }
    });
    socket.on("message", (message) => io.to(message.room).emit("message", message));
  });
  http.listen(0, "127.0.0.1", () => console.log(`listening ${http.address().port}`));
  require("node:readline")
    .createInterface({ input: process.stdin })
    .on("line", () =>
      io.fetchSockets().then(
        (sockets) => console.log(`fetched ${sockets.length}`),
        (error) => console.log(`fetch failed: ${error.message}`)
      )
    )
    .on("close", () => process.exit(0));
}

main(process.argv.slice(2));
