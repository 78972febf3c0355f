import * as l10n from '@vscode/l10n';
import type { Filter } from '../shared/arrangement';
import { kindOf, scaleOf, type TypeKind } from '../shared/scale';
import { button, element, quoted, span, tagged } from './elements';
import type { Face } from './face';
import { exampleOf, problemOf } from './filter';

type FilterKind = Filter['kind'];

const labels = (): Readonly<Record<FilterKind, string>> => ({
  contains: l10n.t('contains'),
  equals: l10n.t('is'),
  between: l10n.t('is between'),
  null: l10n.t('is NULL'),
  notNull: l10n.t('is not NULL'),
});

/** As the server writes what a person types. */
function storedText(typed: string, kind: TypeKind): string {
  if (kind === 'text') return typed;
  const text = typed.trim();
  return kind === 'boolean' ? (/^(?:true|yes)$/i.test(text) ? 't' : /^(?:false|no)$/i.test(text) ? 'f' : text) : text;
}

/** The first is what one most likely wants. */
const kindsFor = (type: TypeKind): readonly FilterKind[] => (scaleOf(type) ? ['between', 'equals', 'contains', 'null', 'notNull'] : type === 'boolean' ? ['equals', 'null', 'notNull'] : ['contains', 'equals', 'between', 'null', 'notNull']);

/** Asks which rows of a column to show. `done` gets the filter, or undefined for none. */
export function filterForm(face: Face, column: number, before: Filter | undefined, done: (filter: Filter | undefined) => void): { readonly form: HTMLElement; readonly first: HTMLElement } {
  const kind = kindOf(face.type);
  const names = labels();
  const chosen = before?.kind ?? kindsFor(kind)[0];
  const select = tagged('select', 'casebook-input', { 'aria-label': l10n.t('Condition') }, ...kindsFor(kind).map((each) => tagged('option', '', { value: each, ...(each === chosen && { selected: '' }) }, names[each])));
  const field = (label: string, value: string): HTMLInputElement => {
    const made = tagged('input', 'casebook-input', { type: 'text', 'aria-label': label, placeholder: exampleOf(kind), spellcheck: 'false', autocomplete: 'off' });
    made.value = value;
    return made;
  };
  const text = field(l10n.t('Value'), before && 'text' in before ? before.text : '');
  const from = field(l10n.t('From'), before?.kind === 'between' ? before.from : '');
  const to = field(l10n.t('To'), before?.kind === 'between' ? before.to : '');
  const range = element('casebook-range', {}, from, span('', l10n.t('and')), to);
  const problem = element('casebook-problem', { role: 'alert' });
  const filterOf = (): Filter => {
    switch (select.value) {
      case 'contains':
      case 'equals':
        return { kind: select.value, column, text: select.value === 'equals' ? storedText(text.value, kind) : text.value };
      case 'between':
        return { kind: 'between', column, from: from.value.trim(), to: to.value.trim() };
      default:
        return { kind: select.value === 'null' ? 'null' : 'notNull', column };
    }
  };
  const form = tagged(
    'form',
    'casebook-form',
    { role: 'dialog', 'aria-label': l10n.t('Filter {0}', face.name) },
    element('casebook-heading', {}, quoted('', l10n.t('Rows where {0}', face.name))),
    ...(face.currency === undefined ? [] : [element('casebook-quiet', {}, l10n.t('As stored, in minor units'))]),
    select,
    text,
    range,
    problem,
    element('casebook-actions', {}, tagged('button', 'casebook-button casebook-primary', { type: 'submit' }, l10n.t('Filter')), button(l10n.t('Clear'), () => done(undefined))),
  );
  const show = (): void => {
    text.hidden = select.value !== 'contains' && select.value !== 'equals';
    range.hidden = select.value !== 'between';
    problem.textContent = '';
  };
  select.addEventListener('change', () => {
    show();
    (range.hidden ? text : from).focus();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const filter = filterOf();
    const wrong = problemOf(filter, kind);
    if (wrong === undefined) done(filter);
    else problem.textContent = wrong;
  });
  show();
  return { form, first: range.hidden ? (text.hidden ? select : text) : from };
}
