// A pg_dump of version 18, for servers that Debian's is too old for: `node pg_dump.mjs --socket-dir DIR DATABASE FILE
// [pg_dump's options]` writes the dump into the file, as INSERT statements. It is PGlite's, in WebAssembly;
// here its messages go to any server's Unix socket.
import { writeFileSync } from 'node:fs';
import { File } from 'node:buffer';
import { join } from 'node:path';
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';

globalThis.File ??= File; // Node.js 18 has it in a module only
const { pgDump } = await import('@electric-sql/pglite-tools/pg_dump');

const [flag, directory, database, output, ...args] = process.argv.slice(2);
if (flag !== '--socket-dir' || output === undefined) {
  console.error('usage: node pg_dump.mjs --socket-dir DIR DATABASE FILE [options of pg_dump]');
  process.exit(2);
}

const woken = new Int32Array(new SharedArrayBuffer(4));
const { port1, port2 } = new MessageChannel();
const worker = new Worker(new URL('./pg_dump_socket.mjs', import.meta.url), {
  workerData: { path: join(directory, '.s.PGSQL.5432'), woken, port: port2 },
  transferList: [port2],
});

const kPatience = 120_000; // milliseconds

/** The server's answer to what pg_dump has sent. pg_dump is called, and can't wait otherwise. */
function exchange(bytes) {
  port1.postMessage(Buffer.from(bytes)); // a copy: `bytes` is a view into a reused buffer
  if (Atomics.wait(woken, 0, 0, kPatience) === 'timed-out') fail('the server does not answer');
  Atomics.store(woken, 0, 0);
  const { answer, error } = receiveMessageOnPort(port1).message;
  if (error !== undefined) fail(error);
  return answer;
}

/** At once: what is thrown, pg_dump would take for an answer and go on. */
function fail(why) {
  console.error(why);
  process.exit(1);
}

// As much of a PGlite as pgDump uses.
const server = {
  execProtocolRawStream: (bytes, { onRawData }) => onRawData(exchange(bytes)),
  query: async () => ({ rows: [{ search_path: '' }] }),
  exec: async () => [],
};

try {
  const file = await pgDump({ pg: server, args: ['-d', database, ...args] });
  writeFileSync(output, await file.text());
} catch (error) {
  console.error(error.message ?? error);
  process.exitCode = 1;
}
await worker.terminate();
