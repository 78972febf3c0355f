import type { Column, Row } from '../../data/database';
import { kindOf } from '../../shared/scale';
import { cut } from '../page';
import type { ExportWriter, Sink } from './writer';

/** Excel's own limits: a longer text makes it call the file damaged. */
const longestText = 32_767;

/**
 * A workbook, in constant memory: beyond 1,048,575 rows it goes on in a further sheet. Numbers are numbers as far as a double
 * holds them exactly, else text; texts are texts, whatever they begin with.
 */
export function xlsxWriter(sink: Sink): ExportWriter {
  const { readable, writable } = new TransformStream<Row, Row>(undefined, { highWaterMark: 1000 }, { highWaterMark: 1000 });
  const incoming = writable.getWriter();
  let columns: readonly Column[] = [];
  let written: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    const { writeXlsxStream } = await import('./xlsxStream');
    const numeric = columns.map(({ type }) => kindOf(type) === 'number');
    const cells = async function* (): AsyncGenerator<(string | number | null)[]> {
      for await (const row of readable) yield row.map((value, column) => (value === null ? null : numeric[column] ? exactNumber(value) : xmlText(cut(value, longestText))));
    };
    for await (const bytes of writeXlsxStream(cells(), { name: 'Result', columns: columns.map(({ name }) => ({ header: name })), freezePane: { rows: 1 }, zip64: true })) await sink.write(bytes);
  };
  return {
    columns(given) {
      columns = given;
      written = write();
      // Told to whoever brings the next rows, or ends.
      written.catch(() => undefined);
    },
    async rows(batch) {
      for (const row of batch) {
        await incoming.ready.catch(() => written);
        void incoming.write(row).catch(() => undefined);
      }
    },
    async end() {
      await incoming.close().catch(() => undefined);
      await written;
    },
  };
}

/** XML has no such characters, and a text that looks like the escape of one would be read as it. */
const xmlText = (text: string): string => text.replaceAll(/[\ufffe\uffff]/g, '\ufffd').replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');

/** A number only where its digits survive. */
function exactNumber(text: string): string | number {
  const value = Number(text);
  return Number.isFinite(value) && plain(String(value)) === plain(text) ? value : text;
}
const plain = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
