import { Button, Dialog } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';

/** One field of both versions, as people read it. */
export interface Line {
  label: string;
  theirs: string;
  mine: string;
}

/** Somebody else was faster: both versions side by side, and the choice. */
export function StaleDialog(props: {
  title: string;
  lines: readonly Line[];
  onTheirs: () => void;
  onMine: () => Promise<void>;
}) {
  const t = useBoardTexts().edits;
  return (
    <Dialog medium title={props.title} onClose={props.onTheirs}>
      <div class="form">
        <p class="stale-lead" role="alert">
          {t.lead}
        </p>
        <table class="row-table stale-table">
          <thead>
            <tr>
              <td />
              <th scope="col">{t.theirs}</th>
              <th scope="col">{t.mine}</th>
            </tr>
          </thead>
          <tbody>
            {props.lines.map(({ label, theirs, mine }) => (
              <tr key={label} class={theirs === mine ? '' : 'differs'}>
                <th scope="row">
                  {theirs !== mine && <span aria-hidden="true">≠ </span>}
                  {label}
                </th>
                <td>{theirs === '' ? '–' : theirs}</td>
                <td>{mine === '' ? '–' : mine}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div class="form-foot">
          <Button onClick={props.onTheirs}>{t.takeTheirs}</Button>
          <Button look="primary" onClick={props.onMine}>
            {t.keepMine}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
