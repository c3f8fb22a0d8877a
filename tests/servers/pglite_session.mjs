// One client of PGlite from its startup packet to its end. PGlite has a single session, which never ends: what
// a real server does at a connection's start (user, options) and end (rollback, forget everything) is here.
import { CopyIn, withoutCopyInResponse } from './pglite_copy.mjs';
import { PacketReader, fatalError, kSync, optionSettings, startupParameters } from './pglite_wire.mjs';

const kDatabase = 'postgres';
const kSuperuser = 'postgres';
const kTaken = 'PGlite serves one connection at a time, and it is taken';
const kQuery = 'Q'.charCodeAt(0);
const kTerminate = 'X'.charCodeAt(0);
const kResetsUser = /reset\s+session\s+authorization|discard\s+all/i;
const kIdle = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]); // ReadyForQuery, outside of a transaction

/**
 * Serves `socket` until it closes. Throws where PGlite itself failed, or the session could not be made clean
 * for the next client.
 */
export async function serveClient(db, turns, socket) {
  const client = { db, turns, socket, reader: new PacketReader(), copy: new CopyIn(), hasTurn: false };
  socket.on('error', () => {}); // a client that goes away ends the loop below; its error may come later
  try {
    for await (const chunk of socket) {
      for (const packet of client.reader.push(chunk)) {
        if (!(await handle(client, packet))) return;
      }
    }
  } catch (error) {
    if (!socket.errored) throw error;
  } finally {
    socket.end();
    if (client.hasTurn) {
      await forget(db);
      turns.leave();
    }
  }
}

/** Answers one packet; false ends the connection. */
async function handle(client, { kind, bytes }) {
  if (kind === 'cancel') return false;
  if (kind === 'startup') return start(client, bytes);
  if (kind === 'encryption') client.socket.write('N');
  if (kind === 'message') {
    if (bytes[0] === kTerminate) return false;
    await answerMessage(client, bytes);
  }
  return true;
}

async function start(client, bytes) {
  const { db, turns, socket } = client;
  client.hasTurn = await turns.take();
  if (!client.hasTurn) return refuse(socket, '53300', kTaken);
  const parameters = startupParameters(bytes);
  client.user = parameters.user;
  const refusal = await begin(db, parameters);
  if (refusal) return refuse(socket, refusal.sqlstate, refusal.message);
  socket.write(await execute(db, bytes));
  return true;
}

async function answerMessage(client, received) {
  const { bytes, reply, copied } = client.copy.take(received);
  if (reply) client.socket.write(reply);
  if (!bytes) return;
  client.resets = kResetsUser.test(bytes.toString('latin1')) || (client.resets && bytes[0] !== kQuery);
  const answer = await execute(client.db, bytes);
  if (client.socket.writable) client.socket.write(copied ? withoutCopyInResponse(answer) : answer);
  if (client.resets && hasReset(answer)) await authorize(client.db, client.user);
}

function refuse(socket, sqlstate, message) {
  socket.write(fatalError(sqlstate, message));
  return false;
}

/** Makes the session what the parameters ask for; gives {sqlstate, message} where a server would refuse. */
async function begin(db, { user, database = user, options = '', ...settings }) {
  const { rows } = await db.query('SELECT rolcanlogin FROM pg_roles WHERE rolname = $1', [user]);
  const refused = (sqlstate, message) => ({ sqlstate, message });
  if (rows.length === 0) return refused('28000', `role "${user}" does not exist`);
  if (!rows[0].rolcanlogin) return refused('28000', `role "${user}" is not permitted to log in`);
  if (database !== kDatabase) return refused('3D000', `PGlite serves the database "${kDatabase}" only`);
  try {
    await authorize(db, user);
    for (const [name, value] of [...optionSettings(options), ...Object.entries(settings)]) {
      if (name === 'replication' || name.startsWith('_pq_.')) continue;
      await db.query('SELECT set_config($1, $2, false)', [name, value]);
    }
  } catch (error) {
    return { sqlstate: error.code ?? '42601', message: error.message };
  }
  return undefined;
}

/** Makes `user` the session's user, as if it had just logged in. */
async function authorize(db, user) {
  await db.exec(`SET SESSION AUTHORIZATION "${user.replaceAll('"', '""')}"`);
  await db.exec('RESET ROLE');
}

/** The session's answer to one message. */
async function execute(db, bytes) {
  const chunks = [];
  const onRawData = (data) => chunks.push(Buffer.from(data)); // a copy: `data` is a view into a reused buffer
  await db.execProtocolRawStream(new Uint8Array(bytes), { syncToFs: false, onRawData });
  return Buffer.concat(chunks);
}

// PGlite takes no user for the one that logged in, so RESET SESSION AUTHORIZATION and DISCARD ALL leave the
// session's user as it is. Made up for only outside of transactions, where another statement disturbs nothing.
function hasReset(answer) {
  const idle = answer.length >= kIdle.length && answer.subarray(-kIdle.length).equals(kIdle);
  return idle && ['RESET\0', 'DISCARD ALL\0'].some((tag) => answer.includes(tag, 0, 'latin1'));
}

/** Takes away what a client leaves behind: transaction, role, settings, statements, locks, temporary tables. */
async function forget(db) {
  await execute(db, kSync);
  if (db.isInTransaction()) await db.exec('ROLLBACK');
  await authorize(db, kSuperuser);
  await db.exec('DISCARD ALL');
}
