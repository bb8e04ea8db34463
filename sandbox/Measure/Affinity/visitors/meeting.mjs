// Where sessions wait for each other. When all that are left of them are there, the meeting is held, and then they go on. It is not held for nobody.
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

  // A session that was lost on its way is not waited for.
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
