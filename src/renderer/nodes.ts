/** A value with parts, exact: scalars keep the text that they have in it. */
export type Node = { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: Node])[] } | { readonly kind: 'array'; readonly items: readonly Node[] } | { readonly kind: 'scalar'; readonly text: string };

/** Deeper values are shown as text. */
const deepest = 500;

const jsonToken = /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** Reads JSON without losing a digit, an order of members, or a name that is there twice (JSON.parse loses all three); undefined for what is none. */
export function readJson(text: string): Node | undefined {
  let at = 0;
  const next = (): string | undefined => {
    jsonToken.lastIndex = at;
    const found = jsonToken.exec(text);
    at = found ? jsonToken.lastIndex : at;
    return found?.[1] ?? found?.[2] ?? found?.[3];
  };
  const value = (token: string | undefined, depth: number): Node | undefined => {
    if (token === undefined || depth > deepest) return undefined;
    if (token === '{') return object(depth);
    if (token === '[') return array(depth);
    return /^[}\],:]$/.test(token) ? undefined : { kind: 'scalar', text: token };
  };
  const object = (depth: number): Node | undefined => {
    const members: (readonly [string, Node])[] = [];
    for (let token = next(); token !== '}'; token = next()) {
      if (members.length > 0) {
        if (token !== ',') return undefined;
        token = next();
      }
      if (!token?.startsWith('"') || next() !== ':') return undefined;
      const member = value(next(), depth + 1);
      if (!member) return undefined;
      members.push([token, member]);
    }
    return { kind: 'object', members };
  };
  const array = (depth: number): Node | undefined => {
    const items: Node[] = [];
    for (let token = next(); token !== ']'; token = next()) {
      if (items.length > 0) {
        if (token !== ',') return undefined;
        token = next();
      }
      const item = value(token, depth + 1);
      if (!item) return undefined;
      items.push(item);
    }
    return { kind: 'array', items };
  };
  const read = value(next(), 0);
  return text.slice(at).trim() === '' ? read : undefined;
}

/** JSON with a line for each part. */
export function printJson(node: Node, indent = ''): string {
  const inner = `${indent}  `;
  const lines = (open: string, parts: readonly string[], close: string): string => (parts.length === 0 ? open + close : `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`);
  switch (node.kind) {
    case 'object':
      return lines('{', node.members.map(([name, value]) => `${name}: ${printJson(value, inner)}`), '}');
    case 'array':
      return lines('[', node.items.map((item) => printJson(item, inner)), ']');
    case 'scalar':
      return node.text;
  }
}

/** Quoted, or as it is; PostgreSQL writes a brace, comma, quote, backslash or blank edge within quotes only. */
const arrayToken = /([{},])|"((?:[^"\\]|\\[\s\S])*)"|([^{},"]+)/y;

/** Reads PostgreSQL's text of an array; undefined for what is none. A text item that says NULL is told from NULL. */
export function readArray(text: string): Node | undefined {
  let at = /^(?:\[-?\d+:-?\d+\])+=/.exec(text)?.[0].length ?? 0;
  const next = (): { readonly sign?: string; readonly item?: Node } | undefined => {
    arrayToken.lastIndex = at;
    const found = arrayToken.exec(text);
    if (!found) return undefined;
    at = arrayToken.lastIndex;
    const [, sign, quoted, plain] = found;
    if (sign !== undefined) return { sign };
    return { item: { kind: 'scalar', text: quoted === undefined ? (plain ?? '') : JSON.stringify(quoted.replace(/\\([\s\S])/g, '$1')) } };
  };
  const array = (depth: number): Node | undefined => {
    const items: Node[] = [];
    for (let token = next(); token?.sign !== '}'; token = next()) {
      if (items.length > 0) {
        if (token?.sign !== ',') return undefined;
        token = next();
      }
      const item = token?.sign === '{' && depth < deepest ? array(depth + 1) : token?.item;
      if (!item) return undefined;
      items.push(item);
    }
    return { kind: 'array', items };
  };
  const read = next()?.sign === '{' ? array(0) : undefined;
  return at === text.length ? read : undefined;
}

export interface Bytes {
  readonly size: number;
  /** `00000000  64 69 73 …  dis…`, 16 bytes a line. */
  readonly dump: string;
}

/** More bytes than a person looks through. */
const mostBytes = 16_384;

/** Reads PostgreSQL's hex text of a bytea, or its beginning; undefined for what is none. */
export function readBytes(text: string, length = text.length): Bytes | undefined {
  if (!/^\\x(?:[\da-f]{2})*[\da-f]?$/.test(text)) return undefined;
  const shown = text.slice(2, 2 + 2 * mostBytes);
  const lines: string[] = [];
  for (let at = 0; at + 1 < shown.length; at += 32) {
    const bytes = shown.slice(at, at + 32).match(/../g) ?? [];
    const letters = bytes.map((byte) => parseInt(byte, 16)).map((code) => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.'));
    lines.push(`${(at / 2).toString(16).padStart(8, '0')}  ${bytes.join(' ').padEnd(47)}  ${letters.join('')}`);
  }
  return { size: (length - 2) / 2, dump: lines.join('\n') };
}
