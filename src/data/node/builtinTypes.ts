/** `format_type(oid, null)` of the built-in types that results commonly have. */
export const builtinTypes: Readonly<Record<number, string>> = { 16: 'boolean' };
