import assert from 'node:assert/strict';
import { urlOf } from '../../../src/data/serverUrl';

describe('The URL of libpq\'s keywords', () => {
  it('escapes what a URL would misread, and keeps socket folders and IPv6 hosts', () => {
    assert.equal(urlOf({ host: 'h', user: 'a@b', password: 'p/w:#', dbname: 'my db' }), 'postgres://a%40b:p%2Fw%3A%23@h/my%20db');
    assert.equal(urlOf({ host: '/var/run/postgresql', dbname: 'd' }), 'postgres://localhost/d?host=%2Fvar%2Frun%2Fpostgresql');
    assert.equal(urlOf({ host: '::1', port: '5432' }), 'postgres://[::1]:5432');
    assert.equal(urlOf({ host: 'one,two', port: '5433,5434', target_session_attrs: 'standby' }), 'postgres://localhost?host=one%2Ctwo&port=5433%2C5434&target_session_attrs=standby');
  });

  it('holds whatever stands for a host or a port, for the reading of the address to judge', () => {
    assert.equal(urlOf({ host: 'fe80::1%eth0', port: '5432' }), 'postgres://localhost:5432?host=fe80%3A%3A1%25eth0');
    assert.equal(urlOf({ host: 'a@b', user: 'me' }), 'postgres://me@localhost?host=a%40b');
    assert.equal(urlOf({ host: 'ab:cd' }), 'postgres://localhost?host=ab%3Acd');
    assert.equal(urlOf({ host: 'db', port: '70000' }), 'postgres://db?port=70000');
  });
});
