// Not a server: emits every line read to the clients of whoever runs on this Redis. node emitter.js REDIS_URL
const { createClient } = require("redis");
const { Emitter } = require("@socket.io/redis-emitter");

async function main([url]) {
  const redis = createClient({ url });
  await redis.connect();
  const emitter = new Emitter(redis);
  console.log("ready");
  require("node:readline")
    .createInterface({ input: process.stdin })
    .on("line", (line) => emitter.emit("said", line))
    .on("close", () => process.exit(0));
}

main(process.argv.slice(2));
