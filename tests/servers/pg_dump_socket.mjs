// The thread of pg_dump.mjs that has the socket: for each message it gives the server's whole answer, or why there is
// none, and wakes the other thread, which sleeps until then.
import { connect } from 'node:net';
import { workerData } from 'node:worker_threads';

import { PacketReader, kSync } from './pglite_wire.mjs';

const kQuery = 'Q'.charCodeAt(0);
const kReadyForQuery = 'Z'.charCodeAt(0);
const kNothing = new Uint8Array();
const { path, woken, port } = workerData;

const socket = connect(path);
const sent = new PacketReader();
let received = Buffer.alloc(0);
let asked = false; // one answer a message: a second would be taken for the next one's
let ended = false;
let error; // the socket's

function give(answer) {
  if (!asked) return;
  asked = false;
  port.postMessage({ answer, error });
  Atomics.store(woken, 0, 1);
  Atomics.notify(woken, 0);
}

/** Whether the server has said all that it will: it is ready for the next statement, or gone. */
function isComplete() {
  for (let at = 0; at + 5 <= received.length; at += 1 + received.readInt32BE(at + 1)) {
    if (received[at] === kReadyForQuery && at + 6 === received.length) return true;
  }
  return ended;
}

function giveIfComplete() {
  if (!isComplete()) return;
  const answer = Uint8Array.from(received);
  received = Buffer.alloc(0);
  give(answer);
}

function isAnswered({ kind, bytes }) {
  return kind === 'startup' || (kind === 'message' && (bytes[0] === kQuery || bytes[0] === kSync[0]));
}

socket.on('data', (chunk) => {
  received = Buffer.concat([received, chunk]);
  giveIfComplete();
});
socket.on('error', ({ message }) => {
  error = message;
});
socket.on('close', () => {
  ended = true;
  error ??= 'the server has closed the connection';
  giveIfComplete();
});

port.on('message', (bytes) => {
  asked = true;
  const packets = sent.push(Buffer.from(bytes));
  if (packets.some(({ kind }) => kind === 'encryption')) return give(Buffer.from('N'));
  socket.write(bytes);
  if (ended || !packets.some(isAnswered)) give(kNothing);
});
