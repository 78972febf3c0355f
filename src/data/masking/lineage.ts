import type { Alias, CommonTableExpr, JoinExpr, Node, RangeFunction, RangeVar, ResTarget, SelectStmt, WithClause } from 'libpg-query';
import { valueOf, wordsOf } from './expression';
import { singleColumn } from './functions';
import { everythingIn, fieldOf, hasField, renamed, under, unknownShape, type Context, type Entry, type Scope, type Shape, type Value } from './shape';
import { strictest } from './treatment';

/** What each column of a statement's result is made of, whatever it is read through. `explain` may print bound values. */
export function lineageOf(statement: Node, context: Omit<Context, 'commonTables' | 'select'>): Shape {
  try {
    if ('SelectStmt' in statement) return shapeOfSelect(statement.SelectStmt, { ...context, commonTables: new Map(), select: shapeOfSelect }, undefined);
  } catch (error) {
    // Thousands of operators or common tables within one another are more than the stack holds: then nothing is known.
    if (error instanceof RangeError) return unknownShape;
    throw error;
  }
  return { fields: [], rest: strictest(['scan', ...context.parameters]) };
}

function shapeOfSelect(select: SelectStmt, around: Context, outer: Scope | undefined): Shape {
  const context = select.withClause ? withCommonTables(select.withClause, around, outer) : around;
  if (select.larg && select.rarg) return united(shapeOfSelect(select.larg, context, outer), shapeOfSelect(select.rarg, context, outer));
  if (select.valuesLists) {
    const scope = { entries: [], context, outer };
    return select.valuesLists
      .map((list): Shape => ({ fields: ('List' in list ? (list.List.items ?? []) : []).map((item, index) => ({ ...valueOf(item, scope), name: `column${index + 1}` })) }))
      .reduce(united);
  }
  const from = (select.fromClause ?? []).reduce<Source>((before, item) => beside(before, sourceOf(item, context, outer, before.entries)), nowhere);
  const scope: Scope = { entries: from.entries, context, outer };
  return concatenated((select.targetList ?? []).map((target) => ('ResTarget' in target ? targeted(target.ResTarget, scope, from.star) : unknownShape)));
}

/** The columns of both, the stricter treatment of each. */
function united(left: Shape, right: Shape): Shape {
  if (left.rest !== undefined || right.rest !== undefined || left.fields.length !== right.fields.length) return { fields: [], rest: strictest([everythingIn(left), everythingIn(right)]) };
  return { fields: left.fields.map(({ name, treatment }, index) => ({ name, treatment: strictest([treatment, right.fields[index]?.treatment ?? 'clear']) })) };
}

function concatenated(shapes: readonly Shape[]): Shape {
  const rests = shapes.flatMap(({ rest }) => (rest === undefined ? [] : [rest]));
  return { fields: shapes.flatMap(({ fields }) => fields), ...(rests.length > 0 && { rest: strictest(rests) }) };
}

function targeted({ name, val }: ResTarget, scope: Scope, star: Shape): Shape {
  if (val && 'ColumnRef' in val && val.ColumnRef.fields?.some((field) => 'A_Star' in field)) {
    return wordsOf(val.ColumnRef.fields).length === 0 ? star : rowShape(valueOf(val, scope));
  }
  if (val && 'A_Indirection' in val && val.A_Indirection.indirection?.some((step) => 'A_Star' in step)) return rowShape(valueOf(val, scope));
  return { fields: [{ ...valueOf(val, scope), name: name ?? nameOf(val) }] };
}
const rowShape = ({ row, treatment }: Value): Shape => row ?? { fields: [], rest: treatment };

/** What PostgreSQL calls a column without a name of its own. */
function nameOf(node: Node | undefined): string {
  if (!node) return '';
  if ('ColumnRef' in node) return wordsOf(node.ColumnRef.fields).at(-1) ?? '';
  if ('FuncCall' in node) return wordsOf(node.FuncCall.funcname).at(-1) ?? '';
  if ('TypeCast' in node) return nameOf(node.TypeCast.arg) || (wordsOf(node.TypeCast.typeName?.names).at(-1) ?? '');
  if ('CollateClause' in node) return nameOf(node.CollateClause.arg);
  if ('A_Indirection' in node) return wordsOf(node.A_Indirection.indirection).at(-1) ?? nameOf(node.A_Indirection.arg);
  if ('CaseExpr' in node) return nameOf(node.CaseExpr.defresult) || 'case';
  if ('CoalesceExpr' in node) return 'coalesce';
  if ('A_ArrayExpr' in node) return 'array';
  if ('RowExpr' in node) return 'row';
  if ('SubLink' in node && node.SubLink.subselect && 'SelectStmt' in node.SubLink.subselect) {
    const [target] = node.SubLink.subselect.SelectStmt.targetList ?? [];
    return target && 'ResTarget' in target ? (target.ResTarget.name ?? nameOf(target.ResTarget.val)) : '';
  }
  return '';
}

function withCommonTables({ ctes = [], recursive = false }: WithClause, around: Context, outer: Scope | undefined): Context {
  const commonTables = new Map(around.commonTables);
  const within = { ...around, commonTables };
  for (const cte of ctes) {
    if (!('CommonTableExpr' in cte)) continue;
    // With `recursive` every table of the clause is known to all; without, to those after it.
    const context = recursive ? within : { ...around, commonTables: new Map(commonTables) };
    commonTables.set(cte.CommonTableExpr.ctename ?? '', shapeOfCommonTable(cte.CommonTableExpr, recursive, context, outer));
  }
  return within;
}

/** Judged when it is first named. One that reads itself is judged again until nothing changes: treatments only grow stricter. */
function shapeOfCommonTable(table: CommonTableExpr, recursive: boolean, context: Context, outer: Scope | undefined): () => Shape {
  const { ctequery, search_clause: search, cycle_clause: cycle } = table;
  const select = ctequery && 'SelectStmt' in ctequery ? ctequery.SelectStmt : {};
  const judged = (query: SelectStmt, within: Context): Shape => renamed(shapeOfSelect(query, within, outer), wordsOf(table.aliascolnames));
  const extended = (shape: Shape): Shape => ({
    ...shape,
    fields: [
      ...shape.fields,
      ...[search?.search_seq_column, cycle?.cycle_path_column].flatMap((name) => (name === undefined ? [] : [{ name, treatment: everythingIn(shape) }])),
      ...(cycle?.cycle_mark_column === undefined ? [] : [{ name: cycle.cycle_mark_column, treatment: 'clear' as const }]),
    ],
  });
  let known: Shape | undefined;
  return () => {
    if (known) return known;
    if (!recursive || !select.larg) return (known = extended(judged(select, context)));
    known = unknownShape;
    known = extended(judged(select.larg, select.withClause ? withCommonTables(select.withClause, context, outer) : context));
    for (let next = extended(judged(select, context)); JSON.stringify(next) !== JSON.stringify(known); next = extended(judged(select, context))) known = next;
    return known;
  };
}

/** What stands in FROM: the tables that can be named, and the columns that `*` stands for, in order. */
interface Source {
  readonly entries: readonly Entry[];
  readonly star: Shape;
}
const nowhere: Source = { entries: [], star: { fields: [] } };
const beside = (left: Source, right: Source): Source => ({ entries: [...left.entries, ...right.entries], star: concatenated([left.star, right.star]) });

function sourceOf(item: Node, context: Context, outer: Scope | undefined, before: readonly Entry[]): Source {
  if ('RangeVar' in item) return named(item.RangeVar.relname ?? '', relationOf(item.RangeVar, context), item.RangeVar.alias);
  if ('JoinExpr' in item) return joinOf(item.JoinExpr, context, outer, before);
  if ('RangeTableSample' in item) return item.RangeTableSample.relation ? sourceOf(item.RangeTableSample.relation, context, outer, before) : nowhere;
  if ('RangeSubselect' in item) {
    const { subquery, lateral, alias } = item.RangeSubselect;
    return named('', subquery && 'SelectStmt' in subquery ? shapeOfSelect(subquery.SelectStmt, context, lateral ? { entries: before, context, outer } : outer) : unknownShape, alias);
  }
  const scope = { entries: before, context, outer };
  if ('RangeFunction' in item) return functionOf(item.RangeFunction, scope);
  // XMLTABLE and JSON_TABLE: paths may lead anywhere in what they read.
  const { alias } = 'JsonTable' in item ? item.JsonTable : 'RangeTableFunc' in item ? item.RangeTableFunc : {};
  return named('', { fields: [], rest: valueOf(item, scope).treatment }, alias);
}

const named = (name: string, shape: Shape, alias: Alias | undefined): Source => {
  const star = renamed(shape, wordsOf(alias?.colnames));
  return { entries: [{ alias: alias?.aliasname ?? name, shape: star }], star };
};

function relationOf({ schemaname, relname = '' }: RangeVar, context: Context): Shape {
  return (schemaname === undefined ? context.commonTables.get(relname)?.() : undefined) ?? context.relation(schemaname, relname) ?? unknownShape;
}

/** With USING and NATURAL the columns in common come first, and once. */
function joinOf({ larg, rarg, usingClause, isNatural, alias, join_using_alias: usingAlias }: JoinExpr, context: Context, outer: Scope | undefined, before: readonly Entry[]): Source {
  const left = larg ? sourceOf(larg, context, outer, before) : nowhere;
  const right = rarg ? sourceOf(rarg, context, outer, [...before, ...left.entries]) : nowhere;
  const common = isNatural ? left.star.fields.flatMap(({ name }) => (hasField(right.star, name) ? [name] : [])) : wordsOf(usingClause);
  const merged = common.map((name) => ({ name, treatment: strictest([fieldOf(left.star, name).treatment, fieldOf(right.star, name).treatment]) }));
  const others = (shape: Shape): Shape => ({ ...shape, fields: shape.fields.filter(({ name }) => !common.includes(name)) });
  const star = concatenated([{ fields: merged }, others(left.star), others(right.star)]);
  if (alias) return named('', star, alias);
  return { entries: [...left.entries, ...right.entries, ...(usingAlias ? [{ alias: usingAlias.aliasname ?? '', shape: { fields: merged } }] : [])], star };
}

function functionOf({ functions = [], coldeflist, ordinality, alias }: RangeFunction, scope: Scope): Source {
  const calls = functions.map((list) => ('List' in list ? (list.List.items ?? []) : []));
  const name = nameOf(calls[0]?.[0]);
  const shapes = calls.map(([call, columns]) => shapeOfCall(call, definitionsIn(columns && 'List' in columns ? columns.List.items : coldeflist), alias?.aliasname ?? name, scope));
  const numbered: Shape = { fields: ordinality ? [{ name: 'ordinality', treatment: 'clear' }] : [] };
  return named(name, concatenated([...shapes, numbered]), alias);
}
const definitionsIn = (nodes: readonly Node[] = []): string[] => nodes.flatMap((node) => ('ColumnDef' in node ? [node.ColumnDef.colname ?? ''] : []));

function shapeOfCall(call: Node | undefined, columns: readonly string[], alias: string, scope: Scope): Shape {
  const { treatment, row } = valueOf(call, scope);
  if (columns.length > 0) return { fields: columns.map((name) => ({ name, treatment: under(name, row?.rest ?? treatment) })) };
  return row ?? (singleColumn.has(nameOf(call)) ? { fields: [{ name: alias, treatment }] } : { fields: [], rest: treatment });
}
