-- The relations of these names ($1), and those that views among them read, with columns and views' definitions.
-- And what the functions of these names ($3) yield, the server's own excepted: without a row, one column called as the function is.
-- $2 is the run's own search_path, null for the session's. `place`: where it stands in that path, null where a bare name does not find it.
with recursive reached (id, is_named) as (
  select oid, true from pg_class where relname = any ($1::text[]) and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  union
  select base.refobjid, false
  from reached
  join pg_rewrite on pg_rewrite.ev_class = reached.id
  join pg_depend base on base.classid = 'pg_rewrite'::regclass and base.objid = pg_rewrite.oid and base.refclassid = 'pg_class'::regclass and base.refobjid <> reached.id
)
select relation.oid, namespace.nspname, relation.relname,
  case when exists (select from reached where id = relation.oid and is_named)
    then array_position(case when $2::text[] is null then current_schemas(true)::text[] else '{pg_catalog}' || array_replace($2::text[], '$user', current_user::text) end, namespace.nspname::text)
  end as place,
  case when relation.relkind in ('v', 'm') and namespace.nspname not in ('pg_catalog', 'information_schema') then pg_get_viewdef(relation.oid) end as definition,
  (select json_agg(distinct base.refobjid::text)
    from pg_rewrite
    join pg_depend base on base.classid = 'pg_rewrite'::regclass and base.objid = pg_rewrite.oid and base.refclassid = 'pg_class'::regclass and base.refobjid <> relation.oid
    where pg_rewrite.ev_class = relation.oid) as reads,
  (select json_agg(json_build_array(attnum, attname, format_type(atttypid, null)) order by attnum)
    from pg_attribute where attrelid = relation.oid and attnum > 0 and not attisdropped) as columns,
  null as yields
from pg_class relation
join pg_namespace namespace on namespace.oid = relation.relnamespace
where relation.oid in (select id from reached)
union all
select routine.oid, namespace.nspname, routine.proname, null, null, null,
  coalesce(
    (select json_agg(json_build_array(attnum, attname, format_type(atttypid, null)) order by attnum) from pg_attribute where attrelid = result.typrelid and attnum > 0 and not attisdropped),
    (select json_agg(json_build_array(place, name, format_type(type, null)) order by place)
      from unnest(routine.proallargtypes, routine.proargnames, routine.proargmodes) with ordinality as argument (type, name, mode, place) where mode in ('o', 'b', 't')),
    json_build_array(json_build_array(1, routine.proname, format_type(routine.prorettype, null)))),
  case when result.typrelid <> 0 then result.typname when routine.proallargtypes is null then '' else routine.proname end
from pg_proc routine
join pg_namespace namespace on namespace.oid = routine.pronamespace
join pg_type result on result.oid = routine.prorettype
where routine.proname = any ($3::text[]) and namespace.nspname not in ('pg_catalog', 'information_schema')
order by place
