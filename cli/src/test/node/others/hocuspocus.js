// One instance with a user: node hocuspocus.js REDIS_PORT
// Says "listening PORT", "synced" once its user has the document, and "text …" whenever somebody has changed it;
// every line read is written into the document.
const { Server } = require("@hocuspocus/server");
const { Redis } = require("@hocuspocus/extension-redis");
const { HocuspocusProvider, HocuspocusProviderWebsocket } = require("@hocuspocus/provider");
const WebSocket = require("ws");

async function main([redisPort]) {
  const server = new Server({
    port: 0,
    address: "127.0.0.1",
    quiet: true,
    stopOnSignals: false,
    extensions: [new Redis({ host: "127.0.0.1", port: Number(redisPort) })],
  });
  await server.listen();
  const port = server.address.port;
  console.log(`listening ${port}`);
  const provider = new HocuspocusProvider({
    name: "notes",
    websocketProvider: new HocuspocusProviderWebsocket({
      url: `ws://127.0.0.1:${port}`,
      WebSocketPolyfill: WebSocket,
    }),
    onSynced: () => console.log("synced"),
  });
  provider.attach();
  const text = provider.document.getText("body");
  text.observe(() => console.log(`text ${text.toString()}`));
  require("node:readline")
    .createInterface({ input: process.stdin })
    .on("line", (line) => text.insert(text.length, line))
    .on("close", () => process.exit(0));
}

main(process.argv.slice(2));
