import type { FigureFilter } from '../../../../src/contracts/figures.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';
import { figureText } from './figure-text.js';
import { useOpenBehind } from './use-behind.js';

interface FigureProps {
  value: number;
  of: FigureFilter;
  /** What the number says, where that is not what its rows are. */
  what?: string;
  /** The rows are those around the number and need not be as many: the dialog does not compare. */
  near?: boolean;
}

/** A number that opens the query and the rows behind it. */
export function FigureButton(props: FigureProps) {
  const t = useBoardTexts().behind;
  const open = useOpenBehind();
  const { value, of, near = false } = props;
  const said = props.what === undefined ? figureText(value, of) : fmt.number(value);
  const words = t.open(props.what ?? t.metrics[of.metric], said);
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
      {said}
    </button>
  );
}

/** Stands in a sentence for its number. */
const HERE = '\u0000';

/** A sentence whose number can be opened. */
export function FigureIn({ say, ...figure }: FigureProps & { say: (n: string) => string }) {
  const [before, after] = say(HERE).split(HERE);
  return (
    <>
      {before}
      <FigureButton {...figure} />
      {after}
    </>
  );
}
