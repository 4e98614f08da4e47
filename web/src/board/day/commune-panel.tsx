import { useState } from 'preact/hooks';
import type { Shift, Site } from '../../../../src/contracts/events.js';
import { Button, Empty } from '../../shared/ui.js';
import { ORGANISERS, useMay } from '../session.js';
import { DispatchBox } from '../people/dispatch-box.js';
import { CommunePeople } from '../people/commune-people.js';
import { DemandEditor } from '../steps/demand-editor.js';
import { ShiftDialog } from '../steps/shift-dialog.js';
import { SiteDialog } from '../steps/site-dialog.js';
import { useBoardTexts } from '../texts/index.js';
import { CommuneFigures } from './commune-figures.js';
import { SiteCard } from './site-card.js';
import { useDay } from './use-day.js';

type Open = { kind: 'site' } | { kind: 'shift'; site: Site } | { kind: 'demand'; shift: Shift } | null;

/** One commune: its numbers, its sites with their shifts, and the people sent there. */
export function CommunePanel(props: {
  communeId: string;
  /** The nearest who could be sent here are shown. */
  sends: boolean;
  onSend: (sends: boolean) => void;
  onClose: () => void;
}) {
  const t = useBoardTexts();
  const day = useDay();
  const may = useMay(...ORGANISERS) && day.board.event.state !== 'closed';
  const [open, setOpen] = useState<Open>(null);
  const sites = day.sites.filter((site) => site.communeId === props.communeId);
  const unit = day.communes.get(props.communeId);
  const close = () => setOpen(null);
  return (
    <section class="commune-panel" aria-label={unit?.fullName ?? props.communeId}>
      <header>
        <Button look="quiet" onClick={props.onClose}>
          ‹ {t.commune.close}
        </Button>
        <h2>{unit?.fullName ?? props.communeId}</h2>
        <CommuneFigures communeId={props.communeId} />
        {may && !props.sends && sites.length > 0 && (
          <Button look="primary" onClick={() => props.onSend(true)}>
            {t.people.dispatch.open}
          </Button>
        )}
      </header>
      <div class="scroll">
        {may && props.sends && (
          <DispatchBox communeId={props.communeId} onClose={() => props.onSend(false)} />
        )}
        {sites.length === 0 && <Empty title={t.commune.noSites} hint={t.commune.noSitesHint} />}
        {sites.map((site) => (
          <SiteCard
            key={site.id}
            site={site}
            onAddShift={() => setOpen({ kind: 'shift', site })}
            onDemand={(shift) => setOpen({ kind: 'demand', shift })}
          />
        ))}
        {sites.length > 0 && <CommunePeople communeId={props.communeId} />}
        {may && (
          <p class="pad">
            <Button onClick={() => setOpen({ kind: 'site' })}>+ {t.commune.addSite}</Button>
          </p>
        )}
      </div>
      {open?.kind === 'site' && <SiteDialog communeId={props.communeId} onClose={close} />}
      {open?.kind === 'shift' && <ShiftDialog site={open.site} onClose={close} />}
      {open?.kind === 'demand' && <DemandEditor shift={open.shift} onClose={close} />}
    </section>
  );
}
