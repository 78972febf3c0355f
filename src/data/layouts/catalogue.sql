-- Every column of the tables named in $1. Which tables are large enough for an index to matter, and may get one in the background; which
-- hold something to read. No function here waits for a lock that somebody has on one of them.
select n.nspname, c.relname, c.relkind in ('r', 'm') and c.reltuples >= 10000 as large, c.relispopulated as populated,
  a.attname, pg_catalog.format_type(a.atttypid, null) as type, pg_catalog.has_column_privilege(c.oid, a.attnum, 'select') as readable, a.attnotnull as filled
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relname = any ($1::text[])
  and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname not in ('pg_catalog', 'information_schema')
  and pg_catalog.has_schema_privilege(n.oid, 'usage')
order by n.nspname <> 'public', n.nspname, c.relname, a.attnum
