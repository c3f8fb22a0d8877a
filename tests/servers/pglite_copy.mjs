// COPY … FROM STDIN. PGlite reads a whole exchange from one buffer and spins forever where the data is not in
// it, so the data is collected first: the client is told to go on at once, and PGlite gets statement and data
// together.
import { message } from './pglite_wire.mjs';

const kQuery = 'Q'.charCodeAt(0);
const kParse = 'P'.charCodeAt(0);
const kCopyData = 'd'.charCodeAt(0);
const kCopyDone = 'c'.charCodeAt(0);
const kCopyFail = 'f'.charCodeAt(0);
const kCopyInResponse = 'G'.charCodeAt(0);

const kMentionsCopyIn = /\bfrom\s+stdin\b/i;
const kIsCopyIn = /^\s*copy\s[^;]*\sfrom\s+stdin\b[^;]*;?\s*$/i;
const kRefusal = `DO $$BEGIN RAISE feature_not_supported
  USING MESSAGE = 'PGlite takes COPY FROM STDIN only as a simple query of one statement'; END$$`;

export class CopyIn {
  #parts = undefined;

  /**
   * Takes a client's message. Gives {bytes} to execute now, {reply} to send to the client, or {} where more is
   * to come; `copied` says that the answer to `bytes` repeats a CopyInResponse that the client has seen.
   */
  take(bytes) {
    if (this.#parts !== undefined) return this.#collect(bytes);
    if (bytes[0] !== kQuery && bytes[0] !== kParse) return { bytes };
    const sql = sqlOf(bytes);
    if (!kMentionsCopyIn.test(sql)) return { bytes };
    if (bytes[0] !== kQuery || !kIsCopyIn.test(sql)) return { bytes: withSql(bytes, kRefusal) };
    this.#parts = [bytes];
    const format = /\bbinary\b/i.test(sql) ? 1 : 0;
    return { reply: message('G', Buffer.from([format, 0, 0])) };
  }

  #collect(bytes) {
    const ends = bytes[0] === kCopyDone || bytes[0] === kCopyFail;
    if (ends || bytes[0] === kCopyData) this.#parts.push(bytes); // Flush and Sync mean nothing here
    if (!ends) return {};
    const whole = Buffer.concat(this.#parts);
    this.#parts = undefined;
    return { bytes: whole, copied: true };
  }
}

/** `answer` without its CopyInResponse. */
export function withoutCopyInResponse(answer) {
  for (let at = 0; at < answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    if (answer[at] !== kCopyInResponse) continue;
    const next = at + 1 + answer.readInt32BE(at + 1);
    return Buffer.concat([answer.subarray(0, at), answer.subarray(next)]);
  }
  return answer;
}

// Parse has the statement's name before the text.
function sqlStart(bytes) {
  return bytes[0] === kParse ? bytes.indexOf(0, 5) + 1 : 5;
}

function sqlOf(bytes) {
  const start = sqlStart(bytes);
  return bytes.toString('utf8', start, bytes.indexOf(0, start));
}

function withSql(bytes, sql) {
  const start = sqlStart(bytes);
  const rest = bytes.subarray(bytes.indexOf(0, start));
  const type = String.fromCharCode(bytes[0]);
  return message(type, Buffer.concat([bytes.subarray(5, start), Buffer.from(sql, 'utf8'), rest]));
}
