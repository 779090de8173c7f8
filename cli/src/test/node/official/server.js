// Speaks, over Redis, what the official client of a server expects: node server.js phoenix|centrifuge REDIS_URL
// Says "listening PORT", and "heard KIND" for each kind of command that it has not heard before; hangs up on any other.
const { createClient } = require("redis");
const { WebSocketServer } = require("ws");

const kinds = new Set();

function heard(kind) {
  if (!kinds.has(kind)) {
    kinds.add(kind);
    console.log(`heard ${kind}`);
  }
}

function fields(object) {
  return Object.keys(object).sort().join("+");
}

const servers = {
  phoenix: {
    path: "/socket/websocket",
    accepts: (url) => url.searchParams.get("vsn") === "2.0.0",
    serve(member) {
      let joined = null;
      return (frame) => {
        const [joinRef, ref, topic, event, payload] = JSON.parse(frame);
        heard(`${typeof joinRef} ${typeof ref} ${topic.split(":")[0]} ${event} ${fields(payload)}`);
        const reply = (status, response) => member.send([joinRef, ref, topic, "phx_reply", { status, response }]);
        if (topic === "phoenix" && event === "heartbeat") {
          reply("ok", {});
        } else if (event === "phx_join" && topic.startsWith("room:")) {
          joined = joinRef;
          member.join(topic, (text) => member.send([null, null, topic, "new_msg", { body: text }]));
          member.ready(() => reply("ok", {}));
        } else if (event === "phx_join") {
          reply("error", { reason: "unmatched topic" });
        } else if (event === "new_msg" && joinRef === joined) {
          member.say(topic, payload.body);
        } else {
          throw new Error(`what is ${frame}?`);
        }
      };
    },
  },
  centrifuge: {
    path: "/connection/websocket",
    accepts: () => true,
    serve(member) {
      let connected = false;
      let pongs = 0;
      const pings = setInterval(() => {
        if (pongs++ > 3) {
          member.hangUp(3012, "no pong");
        } else {
          member.send({});
        }
      }, 500);
      member.atEnd(() => clearInterval(pings));
      const command = ({ id, ...request }) => {
        const [name] = Object.keys(request);
        if (name === undefined && id === undefined) {
          heard("pong");
          pongs = 0;
        } else if (name === "connect" && !connected) {
          heard(`${typeof id} connect`);
          connected = true;
          member.send({ id, connect: { client: "c", version: "0.0.0", ping: 1, pong: true } });
        } else if (name === "subscribe" && connected) {
          const { channel } = request.subscribe;
          heard(`${typeof id} subscribe ${typeof channel}`);
          member.join(channel, (text) => member.send({ push: { channel, pub: { data: JSON.parse(text) } } }));
          member.ready(() => member.send({ id, subscribe: {} }));
        } else if (name === "publish" && connected) {
          const { channel, data } = request.publish;
          heard(`${typeof id} publish ${fields(request.publish)} of ${fields(data)}`);
          member.say(channel, JSON.stringify(data));
          member.send({ id, publish: {} });
        } else {
          throw new Error(`what is ${JSON.stringify(request)}?`);
        }
      };
      return (frame) => frame.split("\n").map((line) => JSON.parse(line)).forEach(command);
    },
  },
};

async function main([name, redisUrl]) {
  const publisher = createClient({ url: redisUrl });
  const subscriber = publisher.duplicate();
  await Promise.all([publisher.connect(), subscriber.connect()]);
  const { path, accepts, serve } = servers[name];
  const server = new WebSocketServer({
    host: "127.0.0.1",
    port: 0,
    verifyClient: ({ req }) => {
      const url = new URL(req.url, "http://localhost");
      return url.pathname === path && accepts(url);
    },
  });
  server.on("connection", (socket) => {
    const ends = [];
    let subscribed = Promise.resolve();
    const member = {
      send: (message) => socket.send(JSON.stringify(message)),
      say: (room, text) => publisher.publish(`${name}:${room}`, text),
      join(room, listener) {
        subscribed = subscriber.subscribe(`${name}:${room}`, listener);
        ends.push(() => subscriber.unsubscribe(`${name}:${room}`, listener));
      },
      ready: (then) => subscribed.then(then),
      hangUp: (code, reason) => socket.close(code, reason),
      atEnd: (end) => ends.push(end),
    };
    const receive = serve(member);
    socket.on("close", () => ends.forEach((end) => end()));
    socket.on("message", (data) => {
      try {
        receive(data.toString());
      } catch (error) {
        console.log(error.message);
        socket.close(1008, error.message.slice(0, 100));
      }
    });
  });
  server.on("listening", () => console.log(`listening ${server.address().port}`));
  process.stdin.on("end", () => process.exit(0)).resume();
}

main(process.argv.slice(2));
