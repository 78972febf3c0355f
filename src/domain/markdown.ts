/** Text from a database, as Markdown that shows exactly it: no emphasis, link, image, HTML, icon or new line comes of it. */
export function escapeMarkdown(text: string): string {
  return showInvisible(text)
    .replace(/[\\`*_{}[\]()#+\-.!|~<>:@/]/g, '\\$&')
    // A backslash keeps neither an entity from being read nor `$(name)` from becoming an icon.
    .replace(/[&$]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An identifier as a code span; what is no plain identifier after all, as escaped text. */
export const asCode = (text: string): string => (/^[\w-]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text));

/**
 * Makes visible what a terminal or the bidirectional algorithm would act on: control characters, direction
 * overrides and zero-width marks become `⟨U+202E⟩`; line ends and tabs become a space.
 */
export function showInvisible(text: string): string {
  return text.replace(/\r\n|[\n\r\t\u0085\u2028\u2029]/g, ' ').replace(/[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2060-\u2064\ufeff]/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  });
}

/** What Markdown of Casebook's own making reads like without its marks: emphasis, code, escapes. */
export const withoutMarkdown = (markdown: string): string =>
  markdown.replace(/\\([\\`*_{}[\]()#+\-.!|~<>:@/])|`([\w-]+)`|&#(\d+);|\*\*|(?<!\w)_|_(?!\w)/g, (_mark, escaped: string | undefined, identifier: string | undefined, code: string | undefined) => escaped ?? identifier ?? (code === undefined ? '' : String.fromCharCode(Number(code))));
