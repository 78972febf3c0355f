-- Every column and every index of the tables named in $1. Which tables are large enough for an index to matter, and may get one in the background.
with named as (
  select c.oid, n.nspname, c.relname, c.relkind in ('r', 'm') and c.reltuples >= 10000 as large
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relname = any ($1::text[])
    and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and n.nspname not in ('pg_catalog', 'information_schema')
    and pg_catalog.has_schema_privilege(n.oid, 'usage')
),
parts as (
  select t.*, 'column' as part, a.attnum::integer as number, a.attname::text as name, pg_catalog.format_type(a.atttypid, null) as detail,
    pg_catalog.has_column_privilege(t.oid, a.attnum, 'select') as usable, a.attnotnull as filled
  from named t
  join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  union all
  select t.*, 'index', 0, pg_catalog.pg_get_indexdef(i.indexrelid, 1, true), pg_catalog.pg_get_expr(i.indpred, i.indrelid, true), i.indisvalid and m.amname not in ('gin', 'gist', 'spgist', 'brin'), null
  from named t
  join pg_catalog.pg_index i on i.indrelid = t.oid
  join pg_catalog.pg_class c on c.oid = i.indexrelid
  join pg_catalog.pg_am m on m.oid = c.relam
)
select nspname, relname, large, part, name, detail, usable, filled
from parts
order by nspname <> 'public', nspname, relname, number
