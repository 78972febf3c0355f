import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mock } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { prepareDataDirectory } from '../../../src/data/node/embedded/archive';
import { loadEmbedded, openEmbedded } from '../../../src/data/node/embedded';
import type { Database } from '../../../src/data/database';
import { ask, failureOf, rowsOf, until, valueOf } from './collect';

describe('The embedded engine', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-embedded-'));
  const data = { folder: path.join(folder, 'data'), assets: path.resolve('dist') };
  const opened: Database[] = [];
  const open = (): Database => {
    const database = openEmbedded({ name: 'embedded', ...data, history: { append: () => undefined } });
    opened.push(database);
    return database;
  };
  /** The process that holds the data, by the lock's own file. */
  const holder = (): number => {
    const [file = ''] = readdirSync(`${data.folder}.lock`);
    const owner: unknown = JSON.parse(readFileSync(path.join(`${data.folder}.lock`, file), 'utf8'));
    assert.ok(typeof owner === 'object' && owner !== null && 'processId' in owner && typeof owner.processId === 'number');
    return owner.processId;
  };
  const isRunning = (processId: number): boolean => {
    try {
      return process.kill(processId, 0);
    } catch {
      return false;
    }
  };

  before(async () => {
    valueOf(await loadEmbedded(data, "create table t (a int); insert into t values (1), (2); select 'any SQL'"));
  });
  afterEach(() => Promise.all(opened.splice(0).map((database) => database.close())));
  after(() => rmSync(folder, { recursive: true }));

  it('says where a script fails, and what came before it is undone', async () => {
    assert.deepEqual(failureOf(await loadEmbedded(data, 'insert into t values (3); insert into nothing values (1)')), { kind: 'missing', message: 'relation "nothing" does not exist', sqlstate: '42P01', position: 38 });
    assert.deepEqual(await rowsOf(open(), 'select count(*) from t'), [['2']]);
  });

  it('gives its data to one alone of several openers, and to the next when that one closes', async () => {
    const contenders = Array.from({ length: 4 }, open);
    const answers = await Promise.all(contenders.map((database) => database.describe()));
    const winners = contenders.filter((_, index) => answers[index]?.ok);
    assert.equal(winners.length, 1);
    for (const answer of answers) {
      if (!answer.ok) assert.deepEqual(answer.failure, { kind: 'busy', message: `These data are open in another window (process ${holder()}).`, hint: 'Close them there, and try again.' });
    }
    await winners[0]?.close();
    const [next] = contenders.filter((database) => database !== winners[0]);
    assert.deepEqual(next && (await rowsOf(next, 'select count(*) from t')), [['2']]);
  });

  it('starts again when its process was killed, and nothing is lost', async () => {
    const database = open();
    for (let round = 0; round < 2; round += 1) {
      assert.deepEqual(await rowsOf(database, 'select count(*) from t'), [['2']]);
      const engine = holder();
      process.kill(engine, 'SIGKILL');
      await until(() => !isRunning(engine), 'the engine is gone');
    }
    assert.deepEqual(valueOf(await ask(database, 'select count(*) from t')).rows, [['2']]);
  });

  it('keeps its data however long nothing is asked', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const database = open();
      valueOf(await ask(database, 'select 1'));
      const engine = holder();
      mock.timers.tick(60 * 60_000);
      valueOf(await ask(database, 'select 1'));
      assert.equal(holder(), engine);
    } finally {
      mock.timers.reset();
    }
  });

  it('is not given up for being busy', async () => {
    const database = open();
    valueOf(await ask(database, 'select 1'));
    const engine = holder();
    const now = performance.now.bind(performance);
    mock.method(performance, 'now', () => now() + 60_000);
    process.kill(engine, 'SIGSTOP');
    setTimeout(() => process.kill(engine, 'SIGCONT'), 1200);
    valueOf(await ask(database, 'select 1'));
    mock.restoreAll();
    assert.equal(holder(), engine);
  });

  it('that cannot start says why', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const failure = failureOf(await openEmbedded({ name: 'nowhere', ...data, folder: path.join(file, 'data'), history: { append: () => undefined } }).describe());
    assert.equal(failure.kind, 'server');
    assert.match(failure.message, /^The embedded engine did not start: Error: ENOTDIR/);
  });

  it('killed in the middle of a run fails it, and starts again', async () => {
    const database = open();
    valueOf(await database.describe());
    let engine: number | undefined;
    const kill = (): void => {
      if (engine === undefined) process.kill((engine = holder()), 'SIGKILL');
    };
    const lost = await database.run({ sql: 'select generate_series(1, 1000000000)', parameters: [], origin: 'cell', limit: 1_000_000_000, timeout: 10_000 }, { columns: () => undefined, rows: kill }, new AbortController().signal);
    assert.equal(failureOf(lost).kind, 'offline');
    assert.deepEqual(await rowsOf(database, 'select count(*) from t'), [['2']]);
  });

  it('does not take a lock whose number another process has by now', async () => {
    const lock = `${data.folder}.lock`;
    for (const file of readdirSync(lock)) rmSync(path.join(lock, file));
    writeFileSync(path.join(lock, '7'), JSON.stringify({ processId: process.pid, startedAt: '1' }));
    assert.deepEqual(await rowsOf(open(), 'select count(*) from t'), [['2']]);
    assert.deepEqual(readdirSync(lock), ['8']);
  });

  it('ends with the process that started it, even in the middle of a statement', async () => {
    const script = `
      const { fork } = require('node:child_process');
      const net = require('node:net');
      const child = fork(${JSON.stringify(path.join(data.assets, 'embedded.js'))}, [${JSON.stringify(data.folder)}], { stdio: ['ignore', 'ignore', 'ignore', 'ipc', 'pipe'] });
      child.once('message', () => {
        const { Client } = require('pg');
        const pipe = Object.assign(child.stdio[4], { connect() { setImmediate(() => this.emit('connect')); return this; } });
        const client = new Client({ stream: () => pipe, user: 'postgres', database: 'postgres', password: '-', ssl: false });
        client.connect().then(() => { client.query('select count(*) from generate_series(1, 100000000000)'); setTimeout(() => process.exit(), 200); });
      });`;
    execFileSync(process.execPath, ['-e', script], { cwd: process.cwd() });
    const orphan = holder();
    await until(() => !isRunning(orphan), 'the engine is gone');
    assert.deepEqual(await rowsOf(open(), 'select count(*) from t'), [['2']]);
  });
});

describe('An archive of a data directory', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-archive-'));
  after(() => rmSync(folder, { recursive: true }));

  /** A tar of one file, by the POSIX format. */
  const tar = (name: string): Buffer => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('00000000001\0', 124);
    header.write('0', 156);
    return Buffer.concat([header, Buffer.from('x'.padEnd(512, '\0')), Buffer.alloc(1024)]);
  };

  it('is unpacked whole', async () => {
    const archive = path.join(folder, 'one.tar.br');
    writeFileSync(archive, brotliCompressSync(tar('base/1')));
    await prepareDataDirectory(archive, path.join(folder, 'one'));
    assert.equal(readFileSync(path.join(folder, 'one/base/1'), 'utf8'), 'x');
  });

  it('that leads out of its folder, or is cut, leaves nothing', async () => {
    const archive = path.join(folder, 'bad.tar.br');
    for (const bytes of [brotliCompressSync(tar('../outside')), brotliCompressSync(tar('base/1')).subarray(0, 20)]) {
      writeFileSync(archive, bytes);
      await assert.rejects(prepareDataDirectory(archive, path.join(folder, 'bad')));
      assert.ok(!existsSync(path.join(folder, 'bad')) && !existsSync(path.join(folder, 'outside')));
    }
  });
});
