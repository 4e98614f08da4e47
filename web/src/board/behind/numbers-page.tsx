import type { Breakdown } from '../../../../src/contracts/figures.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Button, Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { FigureButton } from './figure-button.js';
import { PartList } from './part-list.js';
import { BehindNumbers } from './use-behind.js';

const HOUR_MS = 3_600_000;
const METRICS = ['registered', 'offered', 'accepted', 'people', 'turns'] as const;

/** Counts by hour, method, skill and unit, from the ledger; whoever leads a unit sees its part. */
export function NumbersPage({ eventId }: { eventId: string }) {
  const t = useBoardTexts().behind.numbers;
  const loaded = useLoad(() => call('GET /events/:eventId/breakdown', { params: { eventId } }), eventId);
  const breakdown = useKept(loaded.data);
  return (
    <PageShell title={t.title} back={to.day(eventId)} wide>
      <BehindNumbers eventId={eventId}>
        {!breakdown && loaded.error === null && <Loading />}
        {!breakdown && loaded.error !== null && <LoadFailed error={loaded.error} onRetry={loaded.reload} />}
        {breakdown && <Parts breakdown={breakdown} onReload={loaded.reload} />}
      </BehindNumbers>
    </PageShell>
  );
}

function Parts({ breakdown, onReload }: { breakdown: Breakdown; onReload: () => Promise<unknown> }) {
  const texts = useBoardTexts().behind;
  const t = texts.numbers;
  const { skills } = useTexts(sharedTexts);
  const { totals, severalSkills } = breakdown;
  return (
    <div class="numbers">
      <header class="numbers-head">
        <dl class="figures">
          {METRICS.map((metric) => (
            <div key={metric}>
              <dt>{texts.metrics[metric]}</dt>
              <dd>
                <FigureButton value={totals[metric]} of={{ metric }} />
              </dd>
            </div>
          ))}
        </dl>
        <p class="soft">
          {t.lead} {breakdown.within === 'own' && texts.own}
        </p>
        <span class="soft digits">{t.counted(fmt.seconds(breakdown.at), fmt.number(breakdown.rev))}</span>
        <Button onClick={onReload}>{texts.again}</Button>
      </header>
      {totals.turns === 0 ? (
        <Empty title={t.none} hint={t.noneHint} />
      ) : (
        <div class="numbers-grid">
          <PartList
            title={t.hour}
            note={t.addsUp}
            parts={breakdown.hours.map(({ hour, ...counts }) => ({
              key: hour,
              name: `${fmt.dateTime(hour)}–${fmt.time(new Date(Date.parse(hour) + HOUR_MS))}`,
              filter: { hour },
              ...counts,
            }))}
          />
          <PartList
            title={t.method}
            note={t.addsUp}
            parts={breakdown.methods.map(({ method, ...counts }) => ({
              key: method,
              name: texts.methods[method],
              filter: { method },
              ...counts,
            }))}
          />
          <PartList
            title={t.skill}
            note={severalSkills > 0 ? t.several(fmt.number(severalSkills)) : t.addsUp}
            parts={breakdown.skills.map(({ skill, ...counts }) => ({
              key: skill,
              name: skill === 'none' ? t.noSkill : skills[skill],
              filter: { skill },
              ...counts,
            }))}
          />
          <PartList
            title={t.unit}
            note={t.addsUp}
            parts={breakdown.units.map(({ orgUnitId, name, ...counts }) => ({
              key: orgUnitId,
              name,
              filter: { orgUnitId },
              ...counts,
            }))}
          />
        </div>
      )}
    </div>
  );
}
