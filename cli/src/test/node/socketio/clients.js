// Real clients: node clients.js URL URL …, two on each, all in room "lobby".
// Says "ready" once all have joined, then prints every event any of them receives, and whatever goes wrong.
const { io } = require("socket.io-client");

function member(url, number) {
  return new Promise((ready) => {
    const socket = io(url, { transports: ["websocket"], reconnection: false });
    socket.onAny((...event) => console.log(`event ${number} ${JSON.stringify(event)}`));
    socket.on("disconnect", (reason) => console.log(`gone ${number} ${reason}`));
    socket.on("connect_error", (error) => console.log(`refused ${number} ${error.message}`));
    socket.on("connect", () => socket.emit("join", "lobby", () => ready(socket)));
  });
}

async function main(urls) {
  const sockets = await Promise.all([...urls, ...urls].map(member));
  console.log("ready");
  require("node:readline")
    .createInterface({ input: process.stdin })
    .on("line", (line) => sockets[0].emit("message", { room: "lobby", text: line }))
    .on("close", () => process.exit(0));
}

main(process.argv.slice(2));
