import type { NotebookSerializer } from 'vscode';
import { decodeText } from '../../investigation/encoding';
import { parseInvestigation, printInvestigation } from '../../investigation/investigation';
import { fromNotebookData, toNotebookData } from './document';

/** A file and its cells, no byte lost either way. What is not UTF-8 is not opened: VS Code shows the error's words in its place. */
export const serializer: NotebookSerializer = {
  deserializeNotebook(bytes) {
    const text = decodeText(bytes);
    if (!text.ok) throw new Error(text.failure.message);
    return toNotebookData(parseInvestigation(text.value));
  },
  serializeNotebook: (data) => new TextEncoder().encode(printInvestigation(fromNotebookData(data))),
};
