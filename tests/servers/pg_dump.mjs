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

/** The server's answer to what pg_dump has sent. pg_dump is called, and can't wait otherwise. */
function exchange(bytes) {
  port1.postMessage(Buffer.from(bytes)); // a copy: `bytes` is a view into a reused buffer
  Atomics.wait(woken, 0, 0);
  Atomics.store(woken, 0, 0);
  return receiveMessageOnPort(port1).message;
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
