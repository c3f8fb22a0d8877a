// The few parts of PostgreSQL's wire protocol that the server has to read or write itself.

const kProtocolMajor = 3;
const kCancelRequest = 80877102;
const kSslRequest = 80877103;
const kGssRequest = 80877104;

/** Yields a client's packets as they complete: first untyped ones up to the startup, then typed messages. */
export class PacketReader {
  #buffered = Buffer.alloc(0);
  #started = false;

  /** The packets that `chunk` completes: [{kind: 'startup'|'encryption'|'cancel'|'message', bytes}]. */
  push(chunk) {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
    const packets = [];
    while (true) {
      const length = this.#nextLength();
      if (length <= 0 || length > this.#buffered.length) return packets;
      const bytes = this.#buffered.subarray(0, length);
      this.#buffered = this.#buffered.subarray(length);
      packets.push({ kind: this.#kindOf(bytes), bytes });
    }
  }

  #nextLength() {
    const lengthAt = this.#started ? 1 : 0;
    if (this.#buffered.length < lengthAt + 4) return 0;
    return lengthAt + this.#buffered.readInt32BE(lengthAt);
  }

  #kindOf(bytes) {
    if (this.#started) return 'message';
    const code = bytes.length >= 8 ? bytes.readInt32BE(4) : 0;
    if (code === kCancelRequest) return 'cancel';
    if (code === kSslRequest || code === kGssRequest) return 'encryption';
    if (code >> 16 !== kProtocolMajor) throw new Error(`not a startup packet: code ${code}`);
    this.#started = true;
    return 'startup';
  }
}

/** The parameters of a startup packet: {user, database, options, application_name, …}. */
export function startupParameters(bytes) {
  const words = bytes.toString('utf8', 8).split('\0');
  const parameters = {};
  for (let at = 0; at + 1 < words.length && words[at] !== ''; at += 2) parameters[words[at]] = words[at + 1];
  return parameters;
}

/** The settings of a startup packet's `options`: `-c a=b`, `-ca=b` and `--a=b`, with `\ ` for a blank. */
export function optionSettings(options) {
  const words = (options.match(/(?:\\.|\S)+/gs) ?? []).map((word) => word.replace(/\\(.)/gs, '$1'));
  const settings = [];
  while (words.length > 0) {
    const word = words.shift();
    const assignment = word === '-c' ? words.shift() ?? '' : word.replace(/^(-c|--)/, '');
    const equals = assignment.indexOf('=');
    if (!word.startsWith('-') || equals <= 0) throw new Error(`unknown option: ${word}`);
    settings.push([assignment.slice(0, equals).replaceAll('-', '_'), assignment.slice(equals + 1)]);
  }
  return settings;
}

/** A typed message: its type is one letter. */
export function message(type, body) {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

/** An ErrorResponse that ends a connection. */
export function fatalError(sqlstate, text) {
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${sqlstate}\0M${text}\0\0`, 'utf8'));
}

/** Sync: ends a broken pipeline, so that the session listens again. */
export const kSync = message('S', Buffer.alloc(0));
