/** Of the library just this: a module of its own, so that it is loaded by the first workbook and the rest is left out. */
export { writeXlsxStream } from 'hucre/xlsx';
