export const exportFormats = ['csv', 'tsv', 'json', 'jsonl', 'md', 'xlsx'] as const;
/** Files end in the format's name. */
export type ExportFormat = (typeof exportFormats)[number];
