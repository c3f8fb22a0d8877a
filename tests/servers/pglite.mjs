// A PostgreSQL in WebAssembly on a Unix socket, for the tests: `node pglite.mjs --socket-dir DIR` listens on
// DIR/.s.PGSQL.5432, prints `ready` and serves until stdin ends or SIGTERM comes. See README.md for limits.
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { createServer } from 'node:net';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Turns } from './pglite_turns.mjs';
import { serveClient } from './pglite_session.mjs';

const { values: options } = parseArgs({
  options: {
    'socket-dir': { type: 'string' },
    'wait-seconds': { type: 'string', default: '10' },
  },
});
if (!options['socket-dir']) {
  console.error('usage: node pglite.mjs --socket-dir DIR [--wait-seconds N]');
  process.exit(2);
}
const socketPath = join(options['socket-dir'], '.s.PGSQL.5432');

function stop(status) {
  rmSync(socketPath, { force: true });
  process.exit(status);
}

// A server that can no longer tell its sessions apart would make tests lie: better none at all.
function fail(error) {
  console.error(error);
  stop(1);
}

process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.stdin.on('end', () => stop(0));
process.stdin.on('error', () => stop(0));
process.stdin.resume();

// PGlite's own defaults add `-O`, which lets anyone alter system tables, and a search_path without "$user".
const kUnwanted = 'search_path=public';
const startParams = PGlite.defaultStartParams.filter(
  (value, at, all) => value !== '-O' && value !== kUnwanted && all[at + 1] !== kUnwanted,
);
const db = await PGlite.create({ extensions: { vector, btree_gist, citext, pg_trgm }, startParams });
const turns = new Turns(Number(options['wait-seconds']) * 1000);
const server = createServer((socket) => serveClient(db, turns, socket).catch(fail));
server.on('error', fail);
process.umask(0o077);
server.listen(socketPath, () => {
  chmodSync(socketPath, 0o600);
  console.log('ready');
});
