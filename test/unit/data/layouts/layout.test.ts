import assert from 'node:assert/strict';
import { plannedFor, preludeOf, type Layout } from '../../../../src/data/layouts/layout';

describe('The prelude of a layout', () => {
  const layout: Layout = { id: 'canonical', title: 'canonical', relations: { refunds: 'select 1' }, lacks: [], denied: [], missingIndexes: [] };

  it('is planned into its query', () => assert.equal(preludeOf(layout, ['refunds']), 'refunds as not materialized (select 1)'));

  it('leaves out the words that a server before PostgreSQL 12 does not know', () => {
    const old: Layout = { ...layout, inlining: false };
    assert.equal(preludeOf(old, ['refunds']), 'refunds as (select 1)');
    assert.equal(plannedFor(old, 'with a as materialized (select 1), b as (select 2)'), 'with a as (select 1), b as (select 2)');
    assert.equal(plannedFor(layout, 'with a as materialized (select 1)'), 'with a as materialized (select 1)');
  });
});
