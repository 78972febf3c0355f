import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dotenvOffer, environmentOffers, libpqOffers, parseServices } from '../../../../src/data/node/libpq';

describe('connections that this machine already names', () => {
  let folder: string;
  before(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'casebook-libpq-'))));
  after(() => rm(folder, { recursive: true }));

  it('offers the environment and each service that has a host', async () => {
    const file = path.join(folder, 'services');
    await writeFile(file, '# ours\n[payments]\nhost=replica.internal\nport = 6432\ndbname=payments\nuser=reader\nsslmode=verify-full\n\n[empty]\nuser=nobody\n');
    assert.deepEqual(await libpqOffers({ PGHOST: 'db', PGUSER: 'me', PGSERVICEFILE: file }), [
      { from: 'PGHOST', url: 'postgres://me@db' },
      { from: 'service payments', url: 'postgres://reader@replica.internal:6432/payments?sslmode=verify-full' },
    ]);
  });

  for (const [title, odd] of [
    ['a host to be filled in', { PGHOST: '<your host>' }],
    ['a host with a blank', { PGHOST: 'bad host' }],
    ['a port beyond all', { PGHOST: 'db', PGPORT: '70000' }],
    ['a port that is no number', { PGHOST: 'db', PGPORT: 'x' }],
    ['an unknown way to encrypt', { PGHOST: 'db', PGSSLMODE: 'maybe' }],
  ] as const) {
    it(`leaves ${title} out, and nothing else`, async () => {
      const services = path.join(folder, 'odd');
      const passwords = path.join(folder, 'oddPasswords');
      await writeFile(services, '[template]\nhost=<your host>\n[good]\nhost=db\nport=5432\nsslmode=require\n');
      await writeFile(passwords, '<host>:5432:db:u:p\ndb:5432:d:u:p\n', { mode: 0o600 });
      const offers = await environmentOffers({ ...odd, PGSERVICEFILE: services, PGPASSFILE: passwords }, []);
      assert.deepEqual(offers, [
        { from: 'service good', url: 'postgres://db:5432?sslmode=require' },
        { from: '.pgpass', url: 'postgres://u:p@db:5432/d' },
      ]);
    });
  }

  it('offers an address with a zone', async () => {
    assert.deepEqual(await environmentOffers({ PGHOST: 'fe80::1%eth0', PGSERVICEFILE: path.join(folder, 'absent'), PGPASSFILE: path.join(folder, 'absent') }, []), [{ from: 'PGHOST', url: 'postgres://localhost?host=fe80%3A%3A1%25eth0' }]);
  });

  it('offers nothing where nothing is named', async () => {
    assert.deepEqual(await libpqOffers({ PGSERVICEFILE: path.join(folder, 'absent') }), []);
  });

  for (const [text, url] of [
    ['DATABASE_URL=postgres://a:b@c/d', 'postgres://a:b@c/d'],
    ['X=1\nexport DATABASE_URL="postgresql://a@c:1/d?sslmode=require"\n', 'postgresql://a@c:1/d?sslmode=require'],
    ["DATABASE_URL='postgres://a@c/d' # local", 'postgres://a@c/d'],
    ['DATABASE_URL=mysql://a@c/d', undefined],
    ['# DATABASE_URL=postgres://a@c/d', undefined],
    ['OTHER_DATABASE_URL=postgres://a@c/d', undefined],
  ] as const) {
    it(`reads ${JSON.stringify(text)} as ${url ?? 'nothing'}`, () => assert.equal(dotenvOffer(text)?.url, url));
  }

  it('reads services with Windows line ends and odd spacing, and ignores lines before the first', () => {
    assert.deepEqual([...parseServices('stray=1\r\n[a]\r\n host = h \r\n#host=x\r\n[b]\r\nport=1\r\n')], [
      ['a', { host: 'h' }],
      ['b', { port: '1' }],
    ]);
  });
});
