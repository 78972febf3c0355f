import * as l10n from '@vscode/l10n';
import type { Filter } from '../shared/arrangement';
import { scaleOf, type TypeKind } from '../shared/scale';

/** What a filter lets through, in the room of a type's name. */
export function filterInWords(filter: Filter): string {
  switch (filter.kind) {
    case 'contains':
      return l10n.t('contains {0}', filter.text);
    case 'equals':
      return l10n.t('is {0}', filter.text === '' ? "''" : filter.text);
    case 'between':
      return filter.from === '' ? l10n.t('to {0}', filter.to) : filter.to === '' ? l10n.t('from {0}', filter.from) : l10n.t('{0} to {1}', filter.from, filter.to);
    case 'null':
      return l10n.t('is NULL');
    case 'notNull':
      return l10n.t('is not NULL');
  }
}

const examples: Partial<Record<TypeKind, string>> = { number: '1200', instant: '2026-10-01 14:00', time: '14:00:00', duration: '2 days 03:00:00' };

/** How a value of a type is written. */
export const exampleOf = (kind: TypeKind): string => examples[kind] ?? '';

/** What is wrong with a filter's text, in words. */
export function problemOf(filter: Filter, kind: TypeKind): string | undefined {
  const scale = scaleOf(kind);
  if (filter.kind === 'between' && filter.from === '' && filter.to === '') return l10n.t('Give at least one end.');
  if (filter.kind === 'contains' && filter.text === '') return l10n.t('Give a text to look for.');
  if (!scale || filter.kind === 'contains') return undefined;
  const given = filter.kind === 'equals' ? [filter.text] : filter.kind === 'between' ? [filter.from, filter.to].filter((text) => text !== '') : [];
  const unread = given.find((text) => scale.key(text) === undefined);
  return unread === undefined ? undefined : l10n.t('"{0}" is no value of this type. Write it like {1}.', unread, exampleOf(kind));
}
