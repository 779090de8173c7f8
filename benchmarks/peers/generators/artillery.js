// Beside artillery.yaml: which room a virtual user joins, and what becomes of the messages it receives.
module.exports = { room, count, ignore };

let number = 0;

function room(arguments_, context, done) {
  arguments_.target += `/ws?room=bench-${number % @ROOMS@}&username=a${number}&client_id=a${number}&announce=false`;
  number++;
  done();
}

// Artillery counts only what a step waits for, so a load test that wants to know what arrived listens for itself.
function count(context, events, done) {
  context.ws.on("message", () => events.emit("counter", "websocket.messages_received", 1));
  done();
}

// As it comes: messages are read from the socket, and nobody looks at them.
function ignore(context, events, done) {
  done();
}
