import assert from 'node:assert/strict';
import type { Server } from '../../../../src/data/database';
import { decodeServer } from '../../../../src/data/node/serverFacts';
import { failureOf, valueOf } from '../../../data/node/collect';

type Facts = Partial<Record<'version' | 'readOnly', string>> & { readonly marks?: readonly string[]; readonly direct?: boolean; readonly cancels?: boolean };

const decoded = ({ version = '18.4', readOnly = 'on', marks = ['PostgreSQL 18.4 on x86_64-pc-linux-gnu', 'plpgsql'], direct = true, cancels = true }: Facts = {}): Server =>
  valueOf(decodeServer('postgres', { columns: [], rows: [[version, 'reader', 'payments', 'f', readOnly, JSON.stringify(marks), '[]', 'f']] }, { direct, cancels }));

describe('What a server tells of itself', () => {
  // The words of version() are the makers' own, from their manuals; the names in the catalogue come after them.
  for (const [version, marks, product] of [
    ['18.4', ['PostgreSQL 18.4 on x86_64-pc-linux-gnu, compiled by gcc, 64-bit', 'plpgsql'], 'PostgreSQL 18.4'],
    ['15.19 (Debian 15.19-1.pgdg12+1)', ['PostgreSQL 15.19 (Debian 15.19-1.pgdg12+1) on x86_64-pc-linux-gnu'], 'PostgreSQL 15.19'],
    ['13.0.0', ['CockroachDB CCL v23.1.4 (x86_64-pc-linux-gnu, built 2023/06/16 21:16:15, go1.19.4)'], 'CockroachDB 23.1.4'],
    ['11.2-YB-2.18.1.0-b0', ['PostgreSQL 11.2-YB-2.18.1.0-b0 on x86_64-pc-linux-gnu, compiled by clang version 15.0.3'], 'YugabyteDB 2.18.1.0'],
    ['8.0.2', ['PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.12103'], 'Amazon Redshift 1.0.12103'],
    ['15.4', ['PostgreSQL 15.4 on x86_64-pc-linux-gnu', 'aurora_version', 'rds_superuser'], 'Aurora PostgreSQL 15.4'],
    ['15.4', ['PostgreSQL 15.4 on x86_64-pc-linux-gnu', 'rds_superuser'], 'Amazon RDS for PostgreSQL 15.4'],
    ['16.3', ['PostgreSQL 16.3 on x86_64-pc-linux-gnu', 'alloydbsuperuser', 'cloudsqlsuperuser'], 'AlloyDB 16.3'],
    ['16.2', ['PostgreSQL 16.2 on x86_64-pc-linux-gnu', 'citus', 'plpgsql'], 'PostgreSQL with Citus 16.2'],
    ['16.2', ['PostgreSQL 16.2 on x86_64-pc-linux-gnu', 'not_citus_either'], 'PostgreSQL 16.2'],
  ] as const) {
    it(`is ${product}`, () => assert.equal(decoded({ version, marks }).product, product));
  }

  it('names what Casebook does without', () => {
    assert.deepEqual(decoded().lacks, []);
    assert.deepEqual(decoded({ version: '11.2' }).lacks, ['inlining']);
    assert.deepEqual(decoded({ version: '12.0', readOnly: 'off', cancels: false }).lacks, ['cancel', 'readOnlyTransactions']);
    assert.deepEqual([decoded().pooled, decoded({ direct: false }).pooled], [false, true]);
  });

  it('is of a shape that is known, or nothing is', () => {
    for (const rows of [[], [['18.4', 'reader']]]) assert.equal(failureOf(decodeServer('postgres', { columns: [], rows }, { direct: true, cancels: true })).kind, 'malformed');
  });
});
