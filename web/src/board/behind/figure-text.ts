import type { FigureFilter } from '../../../../src/contracts/figures.js';
import { fmt } from '../../shared/i18n.js';

/** What is added to the signed figure says its sign. */
export const figureText = (value: number, of: FigureFilter): string =>
  of.added === undefined ? fmt.number(value) : fmt.signed(value);
