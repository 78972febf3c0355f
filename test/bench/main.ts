/** `npm run bench [-- --disputes 1000000 --rounds 5 --only rows,lookup --strict]`: Casebook's speeds beside the reference, as a table. */
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import type { HistoryEntry } from '../../src/data/history';
import { openPostgres } from '../../src/data/node/postgres';
import { succeed } from '../../src/domain/failure';
import { password, startServer } from '../data/ownServer';
import { measure, subjects } from './bench';
import { writeBooks } from './books';
import { hasPsql } from './rows';
import { isReached, printTable, type Line } from './table';

const { values } = parseArgs({
  options: {
    disputes: { type: 'string', default: '1000000' },
    /** Of what takes seconds; what takes milliseconds is measured twenty times as often. */
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: Object.keys(subjects).join(',') },
    /** The port of a server on loopback that an earlier bench was told to `--keep`. */
    port: { type: 'string' },
    keep: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
});

async function measureOn(port: number): Promise<readonly Line[]> {
  const address = { host: '127.0.0.1', port, database: 'postgres' };
  const admin = new Client({ ...address, user: 'postgres', password: 'postgres' });
  await admin.connect();
  const { rows: found } = await admin.query<{ there: boolean }>("select to_regclass('disputes') is not null as there");
  if (!found[0]?.there) {
    console.error(`Writing ${values.disputes} disputes...`);
    await writeBooks(admin, Number(values.disputes));
  }
  const reader = { ...address, user: 'reader', password };
  const plain = new Client(reader);
  await plain.connect();
  const history: HistoryEntry[] = [];
  const database = openPostgres({ name: 'books', ...address, user: 'reader', password: () => Promise.resolve(succeed(password)), ssl: 'disable', history: { append: (entry) => void history.push(entry) } });
  try {
    const rounds = Number(values.rounds);
    return await measure({ database, history, plain, admin, address: reader, password }, values.only.split(','), { slow: rounds, quick: rounds * 20 });
  } finally {
    await Promise.all([database.close(), plain.end(), admin.end()]);
  }
}

async function main(): Promise<void> {
  // With room in memory for a million disputes.
  const server = values.port === undefined ? await startServer('shared_buffers=1GB', 'max_wal_size=8GB') : { port: Number(values.port), stop: () => Promise.resolve() };
  try {
    const lines = await measureOn(server.port);
    const copy = (await hasPsql()) ? 'psql’s \\copy' : 'COPY drained by a bare client, since psql is not here';
    console.log(printTable(lines, `${Number(values.disputes).toLocaleString('en')} disputes; medians, in alternation with the reference. The reference of rows is ${copy}.`));
    if (values.strict && !lines.every(isReached)) process.exitCode = 1;
    if (values.keep) console.log(`The server stays at port ${server.port}, until interrupted.`);
  } finally {
    if (!values.keep) await server.stop();
  }
}

void main();
