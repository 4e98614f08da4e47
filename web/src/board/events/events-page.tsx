import { useState } from 'preact/hooks';
import type { Campaign } from '../../../../src/contracts/campaigns.js';
import type { Event } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { ORGANISERS, useMay } from '../session.js';
import { CampaignEditDialog } from '../edits/campaign-edit-dialog.js';
import { EventEditDialog } from '../edits/event-edit-dialog.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { IndicatorsDialog } from '../results/indicators-dialog.js';
import { CampaignDialog } from './campaign-dialog.js';
import { EventDialog } from './event-dialog.js';

type Open =
  | { kind: 'new campaign' }
  | { kind: 'campaign'; campaign: Campaign }
  | { kind: 'new event'; campaign: Campaign }
  | { kind: 'event'; event: Event };

/** Which day is it about: campaigns with their events. */
export function EventsPage() {
  const t = useBoardTexts();
  const mayCampaign = useMay('province_coordinator');
  const [dialog, setDialog] = useState<Open | null>(null);
  const lists = useLoad(
    async () => ({
      campaigns: await call('GET /campaigns'),
      events: await call('GET /events', { query: {} }),
    }),
    'all',
  );
  const close = () => setDialog(null);
  const done = async () => {
    setDialog(null);
    await lists.reload();
  };
  const newCampaign = mayCampaign && (
    <Button look="primary" onClick={() => setDialog({ kind: 'new campaign' })}>
      {t.events.newCampaign}
    </Button>
  );
  return (
    <PageShell title={t.nav.events}>
      {lists.data === null && lists.error === null && <Loading />}
      {lists.data === null && lists.error !== null && (
        <LoadFailed error={lists.error} onRetry={lists.reload} />
      )}
      {lists.data?.campaigns.length === 0 && (
        <Empty title={t.events.none} hint={t.events.noneHint}>
          {newCampaign}
        </Empty>
      )}
      {lists.data !== null && lists.data.campaigns.length > 0 && (
        <>
          <div class="page-actions">{newCampaign}</div>
          {lists.data.campaigns.map((campaign) => (
            <CampaignCard
              key={campaign.id}
              campaign={campaign}
              events={lists.data?.events.filter((event) => event.campaignId === campaign.id) ?? []}
              onOpen={setDialog}
            />
          ))}
        </>
      )}
      {dialog?.kind === 'new campaign' && <CampaignDialog onDone={done} onClose={close} />}
      {dialog?.kind === 'campaign' && (
        <CampaignEditDialog campaign={dialog.campaign} onDone={done} onClose={close} />
      )}
      {dialog?.kind === 'new event' && (
        <EventDialog campaign={dialog.campaign} onDone={done} onClose={close} />
      )}
      {dialog?.kind === 'event' && <EventEditDialog event={dialog.event} onDone={done} onClose={close} />}
    </PageShell>
  );
}

function CampaignCard(props: { campaign: Campaign; events: Event[]; onOpen: (dialog: Open) => void }) {
  const t = useBoardTexts();
  const may = useMay(...ORGANISERS);
  const mayCampaign = useMay('province_coordinator');
  const { campaign } = props;
  const [indicators, setIndicators] = useState(false);
  const events = [...props.events].sort(
    (a, b) => Number(a.simulated) - Number(b.simulated) || a.startsAt.localeCompare(b.startsAt),
  );
  return (
    <section class="card">
      <header class="card-head">
        <div>
          <h2>{campaign.title}</h2>
          <p class="soft">
            {fmt.date(campaign.startsOn)} – {fmt.date(campaign.endsOn)}
            {campaign.theme !== null && ` · ${campaign.theme}`}
          </p>
        </div>
        <div class="card-acts">
          {mayCampaign && (
            <Button
              look="quiet"
              aria-label={`${t.edits.campaign}: ${campaign.title}`}
              onClick={() => props.onOpen({ kind: 'campaign', campaign })}
            >
              {t.edits.edit}
            </Button>
          )}
          {may && <Button onClick={() => setIndicators(true)}>{t.results.indicators.open}</Button>}
          {may && (
            <Button onClick={() => props.onOpen({ kind: 'new event', campaign })}>{t.events.newEvent}</Button>
          )}
        </div>
        {indicators && <IndicatorsDialog campaign={campaign} onClose={() => setIndicators(false)} />}
      </header>
      {events.length === 0 && <Empty title={t.events.noEvents} hint={t.events.noEventsHint} />}
      <ul class="event-list">
        {events.map((event) => (
          <li key={event.id}>
            <a class="event-row" href={to.day(event.id)}>
              <span class={`state ${event.state}`}>{t.events.states[event.state]}</span>
              <span class="event-title">
                {event.title}
                {event.simulated && <span class="tag">{t.steps.bar.rehearsal}</span>}
              </span>
              <span class="soft">{t.events.kinds[event.kind]}</span>
              <span class="digits">{fmt.dateTime(event.startsAt)}</span>
              <span class="event-open" aria-hidden="true">
                ›
              </span>
            </a>
            {may && event.state !== 'closed' && (
              <Button
                look="quiet"
                aria-label={`${t.edits.event}: ${event.title}`}
                onClick={() => props.onOpen({ kind: 'event', event })}
              >
                {t.edits.edit}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
