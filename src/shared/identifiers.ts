/** The scanner for what runs in a browser: one table of identifiers, wherever they are shown. */
export { scan, secretKind, type Identifier } from '../domain/identifiers';
