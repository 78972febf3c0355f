-- Every index of the tables named in $1 that an equality or an order can use. What one is made of waits for a lock on its table.
select n.nspname, c.relname, pg_catalog.pg_get_indexdef(i.indexrelid, 1, true) as leads, pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) as condition
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_index i on i.indrelid = c.oid
join pg_catalog.pg_class x on x.oid = i.indexrelid
join pg_catalog.pg_am m on m.oid = x.relam
where c.relname = any ($1::text[])
  and n.nspname not in ('pg_catalog', 'information_schema')
  and pg_catalog.has_schema_privilege(n.oid, 'usage')
  and i.indisvalid
  and m.amname not in ('gin', 'gist', 'spgist', 'brin')
