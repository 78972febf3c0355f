import { faceLabel, shownText, type Face } from './face';
import type { ResultPayload } from '../shared/result';

const narrowest = 72;
const widest = 420;
/** As wide as a column gets where the user has it fit its values. */
const widestFit = 1200;
/** Left and right of a value together. */
export const cellPadding = 20;
/** In a header: room for the button of its menu, and the mark of its order. */
const headerRoom = 24;
/** Enough rows to know a column by, and enough letters to fill the widest. */
const sampleRows = 100;
const sampleLetters = 400;

type Rows = ResultPayload['rows'];
export type Measure = (text: string) => number;

const longestOf = (rows: Rows, face: Face, column: number): string =>
  rows.map((row) => (shownText(face, row, column) ?? 'NULL').slice(0, sampleLetters)).reduce((found, value) => (value.length > found.length ? value : found), '');
const within = (content: number, most: number): number => Math.max(narrowest, Math.min(most, Math.ceil(content) + cellPadding));
const headerWidth = (face: Face, measure: Measure): number => Math.max(measure(face.name) * 1.05, measure(faceLabel(face)) * 0.9) + headerRoom;

/** A width for each column, in CSS pixels: that of its longest value so far, within bounds. */
export const columnWidths = (faces: readonly Face[], rows: Rows, measure: Measure): number[] =>
  faces.map((face, column) => within(Math.max(measure(longestOf(rows.slice(0, sampleRows), face, column)), headerWidth(face, measure)), widest));

/** A number that is cut is a wrong number: its column grows with the rows that come. */
export const widened = (widths: readonly number[], faces: readonly Face[], rows: Rows, measure: Measure): readonly number[] =>
  widths.map((width, column) => {
    const face = faces[column];
    return face?.kind === 'number' ? Math.max(width, within(measure(longestOf(rows, face, column)), widest)) : width;
  });

/** The width at which the values and the header of a column show whole. */
export const fittingWidth = (face: Face, column: number, rows: Rows, measure: Measure): number => within(Math.max(measure(longestOf(rows, face, column)), headerWidth(face, measure)), widestFit);
