import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';

/** One field of both versions, as people read it. */
export interface Line {
  label: string;
  theirs: string;
  mine: string;
}

/** Somebody else was faster: both versions side by side, and the choice. */
export function BothVersions(props: {
  lines: readonly Line[];
  onTheirs: () => Promise<void>;
  onMine: () => Promise<void>;
}) {
  const t = useBoardTexts().edits;
  const ref = useRef<HTMLDivElement>(null);
  // The button that had it went away with the form.
  useEffect(() => ref.current?.focus(), []);
  return (
    <div class="form" ref={ref} tabIndex={-1}>
      <p class="stale-lead" role="alert">
        {t.lead}
      </p>
      <div class="row-table">
        <table class="stale-table">
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
      </div>
      <div class="form-foot">
        <Button onClick={props.onTheirs}>{t.takeTheirs}</Button>
        <Button look="primary" onClick={props.onMine}>
          {t.keepMine}
        </Button>
      </div>
    </div>
  );
}
