import type { EventResults } from '../../../../src/contracts/results.js';
import { fmt, say } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';
import type { RowsWanted } from './rows-dialog.js';

/** One indicator: the number, what was promised, and the whole campaign's where it has more events. */
export function IndicatorCard(props: {
  indicator: EventResults['indicators'][number];
  onOpen: (wanted: RowsWanted) => void;
}) {
  const t = useBoardTexts().results;
  const { indicator } = props;
  const { amount, people, target, campaign } = indicator;
  const name = say(indicator.name);
  // Of one event beside others the target is the campaign's, and so is the sum that is held against it.
  const alone = target !== null || campaign.target === null;
  return (
    <article class="indicator-card">
      <h2>{name}</h2>
      <p class="indicator-value">
        <ResultNumber
          name={name}
          value={amount}
          onOpen={() => props.onOpen({ indicatorId: indicator.indicatorId, shown: amount })}
        />
        {target !== null && <span class="digits"> / {fmt.number(target)}</span>}
      </p>
      <p class="soft digits">
        {say(indicator.unit)}
        {indicator.counts === 'turns_people' && ` · ${t.people(fmt.number(people))}`}
        {target !== null && ` · ${fmt.percent(amount, target)} ${t.of}`}
        {campaign.target === null && ` · ${t.noTarget}`}
      </p>
      {target !== null && <Bar part={amount} whole={target} name={name} />}
      {!alone && campaign.target !== null && (
        <>
          <p class="soft digits">{t.campaign(fmt.number(campaign.amount), fmt.number(campaign.target))}</p>
          <Bar part={campaign.amount} whole={campaign.target} name={name} />
        </>
      )}
    </article>
  );
}

function Bar(props: { part: number; whole: number; name: string }) {
  return <progress max={props.whole} value={Math.min(props.part, props.whole)} aria-label={props.name} />;
}

/** A number that opens its reports. */
export function ResultNumber(props: { name: string; value: number; onOpen: () => void }) {
  const t = useBoardTexts().results;
  const said = fmt.number(props.value);
  const words = t.openRows(props.name, said);
  return (
    <button
      type="button"
      class="figure-button digits"
      title={words}
      aria-label={words}
      onClick={props.onOpen}
    >
      {said}
    </button>
  );
}
