/** PostgreSQL counts bytes (parser) or characters (errors); editors count UTF-16 units. All offsets here are zero-based. */

/** UTF-16 offset of the character (code point) number `character`. */
export function offsetOfCharacter(text: string, character: number): number {
  let offset = 0;
  for (let seen = 0; seen < character && offset < text.length; seen += 1) offset += unitsAt(text, offset);
  return offset;
}

/** UTF-16 offsets of UTF-8 byte offsets. Ask in ascending order: the text is walked once. */
export function byteOffsets(text: string): (byte: number) => number {
  let offset = 0;
  let bytes = 0;
  return (byte) => {
    while (bytes < byte && offset < text.length) {
      bytes += bytesAt(text, offset);
      offset += unitsAt(text, offset);
    }
    return offset;
  };
}

const unitsAt = (text: string, offset: number): number => ((text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1);

function bytesAt(text: string, offset: number): number {
  const code = text.codePointAt(offset) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
