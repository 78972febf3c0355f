import * as l10n from '@vscode/l10n';
import { Disposable, languages, Range, TextEdit, window, type CancellationToken, type FormattingOptions, type TextDocument } from 'vscode';
import type { Log } from '../../host/log';
import { Formatter } from './formatter';

export interface FormatNeeds {
  /** The file of the formatter's thread. */
  readonly worker: string;
  readonly log: Log;
}

/** Formats SQL wherever it is written: a cell, a selection, a whole investigation, any `.sql`. */
export function registerFormat({ worker, log }: FormatNeeds): Disposable {
  const formatter = new Formatter(worker);
  const edits = async (document: TextDocument, range: Range | undefined, { tabSize, insertSpaces }: FormattingOptions, token: CancellationToken): Promise<TextEdit[]> => {
    const text = document.getText();
    const within = range ? { start: document.offsetAt(range.start), end: document.offsetAt(range.end) } : { start: 0, end: text.length };
    const formatting = await formatter.format(text, { tabSize, insertSpaces }, within);
    if (token.isCancellationRequested) return [];
    if (!formatting.ok) {
      log.error(formatting.failure.message);
      void window.showErrorMessage(formatting.failure.message);
      return [];
    }
    const { replacements, leftAlone } = formatting.value;
    const [first] = leftAlone;
    // Not a message: formatting on save would show it at every save.
    if (first) window.setStatusBarMessage(`$(warning) ${l10n.t('Left as written, line {0}: {1}.', document.positionAt(first.start).line + 1, first.reason)}`, 10_000);
    return replacements.map(({ start, end, text: formatted }) => TextEdit.replace(new Range(document.positionAt(start), document.positionAt(end)), formatted));
  };
  return Disposable.from(
    formatter,
    languages.registerDocumentFormattingEditProvider({ language: 'sql' }, { provideDocumentFormattingEdits: (document, options, token) => edits(document, undefined, options, token) }),
    languages.registerDocumentRangeFormattingEditProvider({ language: 'sql' }, { provideDocumentRangeFormattingEdits: (document, range, options, token) => edits(document, range, options, token) }),
  );
}
