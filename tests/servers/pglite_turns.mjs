// Who may use the one session that PGlite has: the first comer, until it leaves; the others wait in line.

export class Turns {
  #waitMilliseconds;
  #busy = false;
  #line = [];

  constructor(waitMilliseconds) {
    this.#waitMilliseconds = waitMilliseconds;
  }

  /** Resolves to true when it is the caller's turn, to false when that took too long. */
  take() {
    if (!this.#busy) {
      this.#busy = true;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const waiting = { resolve, timer: undefined };
      waiting.timer = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(waiting), 1);
        resolve(false);
      }, this.#waitMilliseconds);
      this.#line.push(waiting);
    });
  }

  /** Ends the caller's turn: the next in line has it. */
  leave() {
    const next = this.#line.shift();
    if (next === undefined) {
      this.#busy = false;
      return;
    }
    clearTimeout(next.timer);
    next.resolve(true);
  }
}
