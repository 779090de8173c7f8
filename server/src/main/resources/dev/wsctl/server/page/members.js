// Who is in the room: as the server lists them where it can, otherwise as far as their coming and going has been seen.

export class Members {
  #self;
  #seen = new Map(); // name → how often
  #listed;
  #complete = false;

  constructor(self) {
    this.#self = self;
  }

  /** A new connection: only oneself is certain. */
  restart() {
    this.#listed = undefined;
    this.#seen = new Map([[this.#self, 1]]);
    this.#complete = false;
  }

  joined(name) {
    if (name !== this.#self || this.#seen.get(name) !== 1) this.#seen.set(name, (this.#seen.get(name) ?? 0) + 1);
  }

  left(name) {
    const rest = (this.#seen.get(name) ?? 0) - 1;
    if (rest > 0) this.#seen.set(name, rest);
    else this.#seen.delete(name);
  }

  /** @return whether that is news */
  spoke(name) {
    if (this.#seen.has(name)) return false;
    this.#seen.set(name, 1);
    return true;
  }

  /** The server's own list. */
  list(members, complete) {
    this.#listed = members;
    this.#complete = complete;
  }

  get complete() {
    return this.#complete;
  }

  all() {
    const members = this.#listed
      ? this.#listed.map((member) => ({ name: member.username, detail: 'on ' + member.server_id }))
      : Array.from(this.#seen.keys(), (name) => ({ name }));
    const self = members.find((member) => member.name === this.#self);
    if (self) self.self = true;
    return members.sort((a, b) => a.name.localeCompare(b.name));
  }
}
