import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environmentOffers } from '../../../../src/data/node/libpq';
import { parsePasswords, passwordOf, readPasswords } from '../../../../src/data/node/passwordFile';

describe('The password file of libpq', () => {
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'casebook-pgpass-'));
    file = path.join(folder, 'pgpass');
    await writeFile(file, '# ours\nreplica.internal:6432:payments:reader:p:w\\\\\\:\n*:*:*:reader:any\n', { mode: 0o600 });
  });
  after(() => rm(folder, { recursive: true }));

  it('is read line by line, with its escapes; a password may hold a colon', () => {
    assert.deepEqual(parsePasswords('h\\:1:5432:d\\\\b:u:a:b\\:c\\\\\r\n#h:1:d:u:p\nh:1:d:u\nh:1:d:u:\n::::\n'), [{ host: 'h:1', port: '5432', database: 'd\\b', user: 'u', password: 'a:b:c\\' }]);
  });

  it('offers the lines that name one database, each with its password', async () => {
    assert.deepEqual(await environmentOffers({ PGPASSFILE: file, PGSERVICEFILE: path.join(folder, 'absent') }, []), [{ from: '.pgpass', url: 'postgres://reader:p%3Aw%5C%3A@replica.internal:6432/payments' }]);
  });

  it('counts as none where the group or others may touch it, or where it is not there', async () => {
    for (const mode of [0o640, 0o604, 0o660]) {
      await chmod(file, mode);
      assert.deepEqual(await readPasswords({ PGPASSFILE: file }), [], mode.toString(8));
    }
    await chmod(file, 0o600);
    assert.equal((await readPasswords({ PGPASSFILE: file })).length, 2);
    for (const absent of [folder, path.join(folder, 'absent')]) assert.deepEqual(await readPasswords({ PGPASSFILE: absent }), []);
  });

  it('has for a server the password of the first line that matches, wildcards too', async () => {
    const lines = await readPasswords({ PGPASSFILE: file });
    const replica = { host: 'replica.internal', port: 6432 };
    const asked = { servers: [replica], database: 'payments', user: 'reader' };
    assert.equal(passwordOf(lines, asked), 'p:w\\:');
    assert.equal(passwordOf(lines, { ...asked, servers: [{ ...replica, port: 5432 }] }), 'any');
    assert.equal(passwordOf(lines, { ...asked, user: 'writer' }), undefined);
  });

  it('has for several servers only what is for each of them', () => {
    const lines = parsePasswords('one:5432:*:u:p\ntwo:5432:*:u:p\nthree:5432:*:u:q\n');
    const ofHosts = (...hosts: string[]) => passwordOf(lines, { servers: hosts.map((host) => ({ host, port: 5432 })), database: 'd', user: 'u' });
    assert.equal(ofHosts('one', 'two'), 'p');
    assert.equal(ofHosts('one', 'unknown'), undefined);
    assert.equal(ofHosts('unknown', 'one'), undefined);
    assert.equal(ofHosts('one', 'three'), undefined);
  });
});
