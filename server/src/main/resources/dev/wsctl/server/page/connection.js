// One member's connection to a room, for as long as it wants to be there: connects, notices when it has gone deaf,
// comes back with growing, jittered pauses or when the server says, and asks for what it missed. Knows no page.

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 10_000;
const REMEMBERED_IDS = 1_000;
const MOST_LAST_IDS = 63; // and the first one

// What docs/protocol.md tells clients not to come back after, or not at once.
const FINAL_CODES = new Map([
  [1003, 'the server does not take what this page sends'],
  [1007, 'the server does not take what this page sends'],
  [4010, 'an administrator has disconnected you'],
]);
const PAUSE_AFTER_MS = new Map([[1008, 10_000]]);
const REASONS = new Map([
  [1008, 'sent faster than the server allows'],
  [1009, 'sent more at once than the server allows'],
  [1011, 'the server failed'],
  [1012, 'the instance restarts'],
  [1013, 'the instance has too much to do'],
  [4008, 'this page read too slowly'],
  [4009, 'the server did not hear from this page'],
]);
const ANSWER_WITHIN_MS = 3_000;

export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Pause before the nth attempt in a row, from 0: between half of it and all of it, so that not everybody comes at once. */
export function pauseMs(attempt) {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return longest / 2 + Math.random() * (longest / 2);
}

export class Connection {
  #who;
  #on;
  #socket;
  #session;
  #lastIds = new Map(); // by instance: messages of two instances may cross
  #firstId; // what an instance said that has never been heard lies behind it
  #ids = new Set();
  #failures = 0;
  #told; // when the server has said it goes away: how long to wait
  #retry;
  #watch;
  #ended = false;

  /**
   * @param who {base, room, username, clientId, session}: base is a ws: or wss: URL; session may be undefined
   * @param on {state(name, detail), message(object)}: states are connecting, open, waiting and ended; waiting has a
   *     reason for a person, and until when
   */
  constructor(who, on) {
    this.#who = who;
    this.#session = who.session;
    this.#on = on;
    addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    this.#connect();
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  send(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  /** For good. */
  close() {
    this.#finish();
    this.#socket?.close(1000);
  }

  #finish() {
    this.#ended = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
  }

  #url() {
    const url = new URL('/chat', this.#who.base);
    url.searchParams.set('room', this.#who.room);
    url.searchParams.set('username', this.#who.username);
    url.searchParams.set('client_id', this.#who.clientId);
    url.searchParams.set('presence', 'true');
    if (this.#session) url.searchParams.set('session', this.#session);
    const seen = new Set(this.#lastIds.values());
    if (this.#firstId) seen.add(this.#firstId);
    if (seen.size) url.searchParams.set('last_id', [...seen].join());
    return url;
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#on.state('connecting', { attempt: this.#failures });
    const socket = new WebSocket(this.#url());
    let joined = false;
    this.#socket = socket;
    socket.onmessage = (event) => {
      if (socket !== this.#socket) return;
      this.#listen();
      const message = JSON.parse(event.data);
      if (message.type === 'joined') {
        joined = true;
        this.#failures = 0;
        this.#told = undefined;
        this.#session = message.session;
        this.#on.state('open', message);
      }
      this.#receive(message);
    };
    socket.onclose = (event) => {
      if (socket !== this.#socket || this.#ended) return;
      clearTimeout(this.#watch);
      if (joined) this.#lost(event.code);
      else this.#refused(socket);
    };
  }

  // A refused upgrade tells a page neither status nor reason: ask the way that does.
  async #refused(socket) {
    let reason = 'the server is out of reach';
    try {
      const answer = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      if (answer.ok) {
        reason = 'the server refuses this connection; its log says why';
        // Perhaps it does not know the session any more. One that is only out of reach may know it later.
        this.#session = undefined;
      }
    } catch {
      // Nobody answers.
    }
    if (socket === this.#socket && !this.#ended) this.#lost(undefined, reason);
  }

  #receive(message) {
    if (message.type === 'server_shutdown') this.#told = message.reconnect_in_ms;
    if (message.id) {
      // Filling a gap may bring again what came at the same moment the other way.
      if (this.#ids.has(message.id)) return;
      this.#ids.add(message.id);
      if (this.#ids.size > REMEMBERED_IDS) this.#ids.delete(this.#ids.values().next().value);
      if (message.room) this.#remember(message);
    }
    this.#on.message(message);
  }

  #remember(message) {
    this.#firstId ??= message.id;
    this.#lastIds.delete(message.server_id);
    this.#lastIds.set(message.server_id, message.id);
    if (this.#lastIds.size > MOST_LAST_IDS) this.#lastIds.delete(this.#lastIds.keys().next().value);
  }

  #lost(code, reason = REASONS.get(code) ?? 'connection lost') {
    if (FINAL_CODES.has(code)) {
      this.#finish();
      this.#on.state('ended', { reason: FINAL_CODES.get(code) });
      return;
    }
    const pause = this.#told ?? PAUSE_AFTER_MS.get(code) ?? pauseMs(this.#failures);
    this.#told = undefined;
    this.#failures++;
    this.#on.state('waiting', { reason, until: Date.now() + pause });
    this.#retry = setTimeout(() => this.#connect(), pause);
  }

  // The browser does not notice a connection that has silently gone: ask, and give up on silence.
  #listen() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      if (!this.isOpen) return;
      this.send({ type: 'ping' });
      this.#watch = setTimeout(() => this.#abandon(), PONG_WITHIN_MS);
    }, PING_EVERY_MS);
  }

  #abandon() {
    const deaf = this.#socket;
    this.#socket = undefined;
    deaf.close();
    this.#lost(1006);
  }

  // The network is back, or somebody looks again: no reason to wait any longer.
  #wake = () => {
    const waiting = !this.#socket || this.#socket.readyState === WebSocket.CLOSED;
    if (!this.#ended && waiting && !document.hidden) this.#connect();
  };
}
