import assert from 'node:assert/strict';
import type { Server } from '../../../src/data/database';
import { readOnlyRole, rightsRefusal } from '../../../src/data/rights';

const server = (more: Partial<Server>): Server => ({ kind: 'postgres', product: 'PostgreSQL 18.4', version: '18.4', user: 'reader', database: 'payments', standby: false, pooled: false, lacks: [], rights: [], writes: false, ...more });

describe('The question of rights', () => {
  it('keeps runs from a role that could do more than read, and from a server that heeds no read-only transaction', () => {
    assert.equal(rightsRefusal(server({}), 'replica'), undefined);
    for (const [more, beyond] of [[{ rights: ['superuser'] }, 'superuser'], [{ lacks: ['readOnlyTransactions'] }, 'the server heeds no read-only transaction']] as const) {
      const refused = rightsRefusal(server(more), 'replica');
      assert.ok(refused && !refused.ok);
      assert.deepEqual([refused.failure.kind, refused.failure.connection], ['rights', 'replica']);
      assert.equal(refused.failure.message, `The role "reader" could do more than read (${beyond}), and what a function hides is bounded by rights alone.`);
    }
  });

  it('names what a role that can only read is made by', () => {
    assert.equal(readOnlyRole({ version: '14.1', database: 'payments' }, []), "create role casebook login password '…';\ngrant pg_read_all_data to casebook;");
    assert.equal(
      readOnlyRole({ version: '13.9', database: 'a"b' }, []),
      'create role casebook login password \'…\';\ngrant connect on database "a""b" to casebook;\ngrant usage on schema "public" to casebook;\ngrant select on all tables in schema "public" to casebook;',
    );
  });

  it('grants, before PostgreSQL 14, the schemas that hold a layout', () => {
    const layouts = [{ schema: 'stripe' }, { schema: 'a"b' }, { schema: 'stripe' }, {}];
    assert.match(readOnlyRole({ version: '12.1', database: 'payments' }, layouts), /grant usage on schema "stripe", "a""b" to casebook;\ngrant select on all tables in schema "stripe", "a""b" to casebook;$/);
  });

  it('quotes no statement in a refusal, which knows no schema', () => {
    const refused = rightsRefusal(server({ version: '13.9', rights: ['superuser'] }), 'replica');
    assert.ok(refused && !refused.ok);
    assert.equal(refused.failure.hint, 'Connect as a role that can only read: "Copy SQL for a Read-Only Role" on this connection gives the statements that make one. Or accept the rights of this one ("acceptRights").');
  });
});
