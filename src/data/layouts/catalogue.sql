select n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, null), pg_catalog.has_table_privilege(c.oid, 'select')
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relname = any ($1::text[])
  and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname not in ('pg_catalog', 'information_schema')
  and pg_catalog.has_schema_privilege(n.oid, 'usage')
order by n.nspname <> 'public', n.nspname, c.relname, a.attnum
