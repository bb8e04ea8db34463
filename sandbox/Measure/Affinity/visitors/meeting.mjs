// A barrier for sessions: when all remaining ones have arrived, the callback runs, and they continue. If none arrives, it does not run.
export class Meeting {
  constructor(size, hold) {
    Object.assign(this, { missing: size, hold });
    this.over = new Promise((resolve) => { this.end = resolve; });
    this.members = new Set();
  }

  async meet(session) {
    this.hasGuests = true;
    this.#arrive(session);
    await this.over;
  }

  // A lost session is not waited for.
  leave(session) {
    this.#arrive(session);
  }

  #arrive(session) {
    if (this.members.has(session))
      return;
    this.members.add(session);
    if (--this.missing === 0 && this.hasGuests)
      this.hold().then(this.end);
  }
}
