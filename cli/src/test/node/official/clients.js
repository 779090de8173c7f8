// Official clients: node clients.js phoenix|centrifuge URL URL …, one on each, all in room "lobby".
// Says "ready" once all have joined, then prints every message any of them receives; the first says every line read.
const WebSocket = require("ws");

const members = {
  phoenix(url, heard, joined) {
    const { Socket } = require("phoenix");
    const socket = new Socket(`${url}/socket`, { transport: WebSocket, heartbeatIntervalMs: 200 });
    socket.connect();
    const channel = socket.channel("room:lobby", {});
    channel.on("new_msg", (message) => heard(message.body));
    const say = (text) => channel.push("new_msg", { body: text });
    channel
      .join()
      .receive("ok", () => joined(say))
      .receive("error", (reason) => console.log(`refused ${JSON.stringify(reason)}`));
  },
  centrifuge(url, heard, joined) {
    const { Centrifuge } = require("centrifuge");
    const client = new Centrifuge(`${url}/connection/websocket`, { websocket: WebSocket });
    const room = client.newSubscription("lobby");
    room.on("publication", (publication) => heard(publication.data.text));
    room.on("subscribed", () => joined((text) => room.publish({ text })));
    room.on("error", (error) => console.log(`refused ${JSON.stringify(error)}`));
    room.subscribe();
    client.connect();
  },
};

async function main([name, ...urls]) {
  const heard = (text) => console.log(`event ${text}`);
  const says = await Promise.all(urls.map((url) => new Promise((joined) => members[name](url, heard, joined))));
  console.log("ready");
  require("node:readline")
    .createInterface({ input: process.stdin })
    .on("line", (line) => says[0](line))
    .on("close", () => process.exit(0));
}

main(process.argv.slice(2));
