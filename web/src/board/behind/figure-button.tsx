import type { FigureFilter } from '../../../../src/contracts/figures.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';
import { useOpenBehind } from './use-behind.js';

/** A number that opens the query and the rows behind it. */
export function FigureButton(props: {
  value: number;
  of: FigureFilter;
  /** The rows are those around the number and need not be as many: the dialog does not compare. */
  near?: boolean;
}) {
  const t = useBoardTexts().behind;
  const open = useOpenBehind();
  const { value, of, near = false } = props;
  const words = t.open(t.metrics[of.metric], fmt.number(value));
  return (
    <button
      type="button"
      class="figure-button digits"
      title={words}
      aria-label={words}
      onClick={(event) => {
        // The row around it may be a button of its own.
        event.stopPropagation();
        open(of, near ? null : value);
      }}
    >
      {fmt.number(value)}
    </button>
  );
}
