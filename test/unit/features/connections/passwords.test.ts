import assert from 'node:assert/strict';
import { Passwords } from '../../../../src/features/connections/passwords';

describe('The password of a connection', () => {
  const kept = new Map<string, string>();
  const passwords = new Passwords({
    get: (key) => Promise.resolve(kept.get(key)),
    store: (key, value) => Promise.resolve(void kept.set(key, value)),
    delete: (key) => Promise.resolve(void kept.delete(key)),
  });
  const prod = { name: 'prod', url: 'postgres://ada@prod:5432/pay' };
  beforeEach(() => kept.clear());

  it('is for whom it was given, however that is written', async () => {
    await passwords.keep(prod, 'p');
    assert.equal(await passwords.of(prod), 'p');
    assert.equal(await passwords.of({ name: 'prod', host: 'prod', user: 'ada', database: 'other' }), 'p');
  });

  it('does not go to another server, user or way, whatever the settings say by now', async () => {
    await passwords.keep(prod, 'p');
    for (const other of [{ url: 'postgres://ada@elsewhere/pay' }, { url: 'postgres://grace@prod/pay' }, { ssh: { host: 'bastion' } }, { name: 'other' }, { url: 'no address' }]) {
      assert.equal(await passwords.of({ ...prod, ...other }), undefined, JSON.stringify(other));
    }
  });

  it('is gone when it is forgotten, or kept anew as none', async () => {
    await passwords.keep(prod, 'p');
    await passwords.keep(prod, undefined);
    assert.equal(kept.size, 0);
    await passwords.keep(prod, 'p');
    await passwords.forget('prod');
    assert.equal(kept.size, 0);
  });

  it('that does not say whom it is for is for nobody', async () => {
    for (const odd of ['p', '', '"p"', 'null', '{"password":"p"}', '{"recipient":null,"password":"p"}']) {
      kept.set('casebook.password:prod', odd);
      assert.equal(await passwords.of(prod), undefined, odd);
      assert.equal(await passwords.of({ name: 'prod', url: 'no address' }), undefined, odd);
    }
  });
});
