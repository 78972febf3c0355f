import type { A_Expr, A_Indirection, ColumnRef, FuncCall, Node, SubLink, TypeCast } from 'libpg-query';
import { holdsOneValue } from '../../domain/personalNames';
import { comparisons, extractions, harmlessFunctions, keyedAggregates, keyLists, keysAndValues, objectBuilders, passing, pathQueries, recodings, records, scalars, textExtractions, toJson } from './functions';
import { asJson, asRow, clear, cutOut, everythingIn, fieldOf, hasField, under, type Scope, type Shape, type Value } from './shape';
import { strictest, type Treatment } from './treatment';

/**
 * What an expression reads, judged from what it does with it. The line: whatever carries a part of a personal value, be it one character, its
 * code or its place, is masked whole; a yes or no, a length and a count are shown, since filters and counts are what an investigation is made
 * of. So whoever guesses on purpose can ask until the guess is right, by `where email like 'a%'`, by order or by calculating with a suspected
 * number: no mask prevents that, the history shows it.
 */
export function valueOf(node: Node | undefined, scope: Scope): Value {
  if (!node) return clear;
  if ('ColumnRef' in node) return referenced(node.ColumnRef, scope);
  if ('A_Const' in node) return { treatment: node.A_Const.sval ? 'scan' : 'clear' };
  if ('ParamRef' in node) return { treatment: scope.context.parameters[(node.ParamRef.number ?? 0) - 1] ?? 'scan' };
  if ('TypeCast' in node) return converted(node.TypeCast, scope);
  if ('FuncCall' in node) return called(node.FuncCall, scope);
  if ('A_Expr' in node) return operated(node.A_Expr, scope);
  if ('SubLink' in node) return selected(node.SubLink, scope);
  if ('SelectStmt' in node) return { treatment: cutOut(everythingIn(scope.context.select(node.SelectStmt, scope.context, scope))) };
  if ('A_Indirection' in node) return indirect(node.A_Indirection, scope);
  if ('CaseExpr' in node) return joined([...(node.CaseExpr.args ?? []).map((when) => ('CaseWhen' in when ? when.CaseWhen.result : when)), node.CaseExpr.defresult], scope);
  if ('CoalesceExpr' in node) return joined(node.CoalesceExpr.args, scope);
  if ('MinMaxExpr' in node) return joined(node.MinMaxExpr.args, scope);
  if ('A_ArrayExpr' in node) return joined(node.A_ArrayExpr.elements, scope);
  if ('RowExpr' in node) return asRow({ fields: (node.RowExpr.args ?? []).map((argument, index) => ({ ...valueOf(argument, scope), name: `f${index + 1}` })) });
  if ('CollateClause' in node) return valueOf(node.CollateClause.arg, scope);
  if ('NamedArgExpr' in node) return valueOf(node.NamedArgExpr.arg, scope);
  if ('BoolExpr' in node || 'NullTest' in node || 'BooleanTest' in node || 'JsonIsPredicate' in node || 'GroupingFunc' in node) return clear;
  const treatment = strictest(childrenOf(node).map((child) => valueOf(child, scope).treatment));
  return { treatment: cutOut('JsonFuncExpr' in node || 'JsonTable' in node ? asked(treatment) : treatment) };
}

/** Every expression directly below a node that is not known better. */
function childrenOf(node: object): Node[] {
  return Object.values(node).flatMap((value: unknown) => (isNode(value) ? [value] : typeof value === 'object' && value !== null ? childrenOf(value) : []));
}
/** In the parse tree a node is an object with its kind, capitalised, as the only key. */
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && Object.keys(value).length === 1 && /^[A-Z]/.test(Object.keys(value)[0] ?? '') && !('List' in value);

export const wordsOf = (nodes: readonly Node[] = []): string[] => nodes.flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
const lastWord = (nodes: readonly Node[] | undefined): string => wordsOf(nodes).at(-1) ?? '';

function joined(nodes: readonly (Node | undefined)[] | undefined, scope: Scope): Value {
  return { treatment: strictest((nodes ?? []).map((node) => valueOf(node, scope).treatment)) };
}

/** `email`, `d.email`, `d` and `d.*` as a row. */
function referenced({ fields = [] }: ColumnRef, scope: Scope): Value {
  const words = wordsOf(fields);
  const name = words.at(-1) ?? '';
  const table = words.at(-2);
  const isRow = fields.some((field) => 'A_Star' in field);
  for (let within: Scope | undefined = scope; within; within = within.outer) {
    const entry = within.entries.findLast(({ alias }) => alias === (isRow ? name : table));
    if (isRow || table !== undefined) {
      if (entry) return isRow ? asRow(entry.shape) : fieldOf(entry.shape, name);
      continue;
    }
    const having = within.entries.filter(({ shape }) => hasField(shape, name));
    const only = having.length === 1 ? having[0] : undefined;
    if (only) return fieldOf(only.shape, name);
    if (having.length > 0) return { treatment: strictest(having.map(({ shape }) => fieldOf(shape, name).treatment)) };
    const row = within.entries.find(({ alias }) => alias === name);
    if (row) return asRow(row.shape);
    const open = within.entries.flatMap(({ shape: { rest } }) => (rest === undefined ? [] : [under(name, rest)]));
    if (open.length > 0) return { treatment: strictest(open) };
  }
  return fieldOf({ fields: [], rest: everythingReadable(scope) }, name);
}

function everythingReadable(scope: Scope): Treatment {
  return strictest([...scope.entries.map(({ shape }) => everythingIn(shape)), ...(scope.outer ? [everythingReadable(scope.outer)] : [])]);
}

function converted({ arg, typeName }: TypeCast, scope: Scope): Value {
  const { treatment } = valueOf(arg, scope);
  const type = lastWord(typeName?.names);
  if (type === 'bool') return clear;
  if (type === 'json' || type === 'jsonb') return { treatment: asked(treatment) };
  if (scalars.has(type) && treatment === 'json') return { treatment: 'scan' };
  return { treatment: recodings.has(type) ? cutOut(treatment) : treatment };
}

/** A text that is asked as JSON. */
const asked = (treatment: Treatment): Treatment => (treatment === 'scan' ? 'json' : treatment);

/** What PostgreSQL itself brings, by its plain name; whatever somebody else made under the same name is not known. */
function ownName(name: readonly Node[] | undefined): string {
  const words = wordsOf(name);
  return words.length === 1 || words[0] === 'pg_catalog' ? (words.at(-1) ?? '') : '';
}

function called({ funcname, args = [], agg_order = [], agg_within_group = false }: FuncCall, scope: Scope): Value {
  const name = ownName(funcname);
  const read = [...args, ...(agg_within_group ? agg_order.map((by) => ('SortBy' in by ? (by.SortBy.node ?? by) : by)) : [])].map((argument) => valueOf(argument, scope));
  if (toJson.has(name)) return read[0] ? asJson(read[0]) : clear;
  if (objectBuilders.has(name)) return builtObject(args, read);
  if (extractions.has(name)) return { treatment: extracted(read[0] ?? clear, keysOf(args.slice(1)), textExtractions.has(name)) };
  if (pathQueries.has(name)) return { treatment: extracted(read[0] ?? clear, keysOfJsonPath(args[1])) };
  const treatment = strictest(read.map((value) => value.treatment));
  if (harmlessFunctions.has(name)) return clear;
  if (keyLists.has(name)) return { treatment: keysIn(treatment) };
  if (keysAndValues.has(name)) return asRow({ fields: [{ name: 'key', treatment: keysIn(treatment) }, { name: 'value', treatment: cutOut(treatment) }] });
  if (records.has(name)) return asRow({ fields: [], rest: treatment });
  if (keyedAggregates.has(name)) return { treatment: strictest(read.map((value, index) => (index === 0 ? cutOut(value.treatment) : value.treatment))) };
  if (passing.has(name)) return { treatment };
  const cut = strictest(['scan', cutOut(treatment)]);
  const yielded = wordsOf(funcname)[0] === 'pg_catalog' ? undefined : scope.context.routine(lastWord(funcname));
  return yielded?.row ? asRow(stricter(yielded.row, cutOut(treatment))) : { treatment: strictest([cut, yielded?.treatment ?? 'clear']) };
}

const stricter = ({ fields, rest }: Shape, least: Treatment): Shape => ({
  fields: fields.map(({ name, treatment }) => ({ name, treatment: strictest([treatment, least]) })),
  ...(rest !== undefined && { rest: strictest([rest, least]) }),
});

/** Keys of JSON are no values, unless somebody made them of values. */
const keysIn = (treatment: Treatment): Treatment => (treatment === 'json' ? 'scan' : treatment);

/** Keys and values in turn: a row whose columns are the keys, where they are all known. */
function builtObject(args: readonly Node[], read: readonly Value[]): Value {
  const keys = args.map((argument, index) => (index % 2 === 0 ? constantOf(argument) : ''));
  if (keys.includes(undefined)) return { treatment: cutOut(strictest(read.map(({ treatment }) => treatment))) };
  return asJson(asRow({ fields: read.flatMap((value, index) => (index % 2 === 1 ? [{ ...value, name: keys[index - 1] ?? '' }] : [])) }));
}

/** Comparisons of every kind say yes or no; JSON is followed by its keys; what concatenates or is not known may cut. */
function operated({ kind, name, lexpr, rexpr }: A_Expr, scope: Scope): Value {
  if (kind === 'AEXPR_NULLIF') return { treatment: valueOf(lexpr, scope).treatment };
  const operator = ownName(name);
  if (kind !== 'AEXPR_OP' || comparisons.has(operator)) return clear;
  const left = valueOf(lexpr, scope);
  if (extractions.has(operator)) return { treatment: extracted(left, keysOf(rexpr ? [rexpr] : []), textExtractions.has(operator)) };
  const read = [left.treatment, valueOf(rexpr, scope).treatment];
  const treatment = strictest(read);
  return { treatment: passing.has(operator) || (operator === '||' && read.every((side) => side === 'json')) ? treatment : cutOut(treatment) };
}

/** As a text, what is under a key that nothing with keys of its own is known by is a word or a number: what is made of it shows no more than itself. */
function extracted(from: Value, keys: readonly string[] | undefined, asText = false): Treatment {
  if (from.treatment === 'clear' || from.treatment === 'whole') return from.treatment;
  if (!keys) return 'whole';
  const treatment = strictest(keys.map((key) => under(key, 'json')));
  return asText && treatment === 'json' && holdsOneValue(keys.findLast((key) => key !== '') ?? '') ? 'scan' : treatment;
}

/** The keys of a path into JSON: constants, an array of them, or the text of one; undefined where they are not known before the run. */
function keysOf(path: readonly Node[]): readonly string[] | undefined {
  const [first] = path;
  if (path.length === 1 && first && 'A_ArrayExpr' in first) return keysOf(first.A_ArrayExpr.elements ?? []);
  const keys = path.map(constantOf);
  return keys.includes(undefined) ? undefined : keys.flatMap((key) => (key ?? '').replaceAll('\\', '').split(/[{},"\s]+/));
}

/** `$.card.brand`: what asks more of JSON may lead anywhere. */
function keysOfJsonPath(path: Node | undefined): readonly string[] | undefined {
  const text = path && constantOf(path);
  return text !== undefined && /^(?:strict |lax )?\$(?:\.\w+|\."[\w -]+"|\[(?:\d+|\*)\])+$/.test(text) ? text.split(/[.[\]"]+/).slice(1) : undefined;
}

function constantOf(node: Node): string | undefined {
  if ('TypeCast' in node) return node.TypeCast.arg && constantOf(node.TypeCast.arg);
  if (!('A_Const' in node)) return undefined;
  return node.A_Const.ival ? String(node.A_Const.ival.ival ?? 0) : node.A_Const.sval?.sval;
}

function selected({ subLinkType, subselect }: SubLink, scope: Scope): Value {
  if (!subselect || !('SelectStmt' in subselect) || (subLinkType !== 'EXPR_SUBLINK' && subLinkType !== 'ARRAY_SUBLINK')) return clear;
  const shape = scope.context.select(subselect.SelectStmt, scope.context, scope);
  return shape.rest === undefined && shape.fields[0] ? shape.fields[0] : { treatment: everythingIn(shape) };
}

/** `(d).email`, `list[1]`, `evidence['customer_name']`. */
function indirect({ arg, indirection = [] }: A_Indirection, scope: Scope): Value {
  return indirection.reduce<Value>((value, step) => {
    if ('A_Star' in step) return value;
    if ('String' in step) return value.row ? fieldOf(value.row, step.String.sval ?? '') : { treatment: cutOut(under(step.String.sval ?? '', value.treatment)) };
    const key = 'A_Indices' in step && step.A_Indices.uidx ? keysOf([step.A_Indices.uidx]) : undefined;
    return { treatment: value.treatment === 'json' ? extracted(value, key) : value.treatment };
  }, valueOf(arg, scope));
}
