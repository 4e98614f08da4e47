import { useState } from 'preact/hooks';
import type { Shift, Site } from '../../../../src/contracts/events.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Button } from '../../shared/ui.js';
import { FigureButton } from '../behind/figure-button.js';
import { call } from '../client.js';
import { ShiftEditDialog } from '../edits/shift-edit-dialog.js';
import { SiteEditDialog } from '../edits/site-edit-dialog.js';
import { to } from '../router.js';
import { ORGANISERS, useMay } from '../session.js';
import { DemandStep } from '../people/demand-step.js';
import { useBoardTexts } from '../texts/index.js';
import { CallButton } from './call-button.js';
import { useDay } from './use-day.js';

/** One place of the event: contact, gate, shifts with their demand, and who is sent there. */
export function SiteCard(props: { site: Site; onAddShift: () => void; onDemand: (shift: Shift) => void }) {
  const t = useBoardTexts();
  const { eventId, shifts, board, reloadSites } = useDay();
  const [edits, setEdits] = useState(false);
  const open = board.event.state !== 'closed';
  const may = useMay(...ORGANISERS) && open;
  const { site } = props;
  const counts = board.sites.find((one) => one.siteId === site.id)?.counts;
  const own = shifts.filter((shift) => shift.siteId === site.id);
  const remove = async () => {
    if (!confirm(t.commune.removeSiteSure(site.name))) return;
    await call('DELETE /events/:eventId/sites/:siteId', { params: { eventId, siteId: site.id } });
    await reloadSites();
  };
  return (
    <article class="site-card">
      <header>
        <div>
          <h3>{site.name}</h3>
          <p class="soft">{site.address ?? site.communeName}</p>
          {(site.contactName !== null || site.contactPhone !== null) && (
            <p class="soft contact-line">
              <span>
                {t.commune.contact}
                {site.contactName !== null && `: ${site.contactName}`}
              </span>
              {site.contactPhone !== null && (
                <CallButton
                  masked={site.contactPhone}
                  name={site.contactName ?? site.name}
                  ask={() =>
                    call('POST /events/:eventId/sites/:siteId/call', { params: { eventId, siteId: site.id } })
                  }
                />
              )}
            </p>
          )}
        </div>
        {open && (
          <a class="button plain" href={to.gate(eventId, site.id)}>
            {t.commune.gate}
          </a>
        )}
      </header>
      {counts && (
        <p class="site-figures soft">
          {(['offered', 'accepted', 'people', 'turns'] as const).map((metric) => (
            <span key={metric}>
              {t.behind.metrics[metric]}{' '}
              <FigureButton value={counts[metric]} of={{ metric, siteId: site.id }} />
            </span>
          ))}
        </p>
      )}
      <ul class="shift-list">
        {own.map((shift) => (
          <ShiftLine key={shift.id} shift={shift} may={may} onDemand={() => props.onDemand(shift)} />
        ))}
      </ul>
      {may && (
        <p class="site-actions">
          <Button look="quiet" onClick={props.onAddShift}>
            + {t.commune.addShift}
          </Button>
          <Button look="quiet" onClick={() => setEdits(true)}>
            {t.edits.site}
          </Button>
          {counts?.offered === 0 && (
            <Button look="quiet" onClick={remove}>
              {t.commune.removeSite}
            </Button>
          )}
        </p>
      )}
      {edits && <SiteEditDialog site={site} onClose={() => setEdits(false)} />}
    </article>
  );
}

function ShiftLine(props: { shift: Shift; may: boolean; onDemand: () => void }) {
  const t = useBoardTexts();
  const shared = useTexts(sharedTexts);
  const { eventId, reloadSites } = useDay();
  const { shift } = props;
  const [edits, setEdits] = useState(false);
  const remove = async () => {
    if (!confirm(t.commune.removeShiftSure(shift.title))) return;
    await call('DELETE /events/:eventId/shifts/:shiftId', { params: { eventId, shiftId: shift.id } });
    await reloadSites();
  };
  return (
    <li>
      <div>
        <strong>{shift.title}</strong>{' '}
        <span class="digits soft">
          {fmt.time(shift.startsAt)}–{fmt.time(shift.endsAt)}
        </span>
        {shift.demand.length === 0 && <div class="soft">{t.commune.noDemand}</div>}
        {shift.demand.map((need) => (
          <div key={need.skill ?? ''} class="soft">
            {need.skill === null ? t.commune.anySkill : shared.skills[need.skill]}:{' '}
            {props.may ? (
              <DemandStep
                shift={shift}
                row={need}
                of={need.skill === null ? t.commune.anySkill : shared.skills[need.skill]}
              />
            ) : (
              t.commune.demand(fmt.number(need.minimum), fmt.number(need.target), fmt.number(need.maximum))
            )}
          </div>
        ))}
      </div>
      {props.may && (
        <span class="line-actions">
          <Button look="quiet" onClick={props.onDemand}>
            {t.commune.editDemand}
          </Button>
          <Button look="quiet" onClick={() => setEdits(true)} aria-label={`${t.edits.shift}: ${shift.title}`}>
            {t.edits.edit}
          </Button>
          <Button look="quiet" onClick={remove} aria-label={`${t.commune.removeShift}: ${shift.title}`}>
            ×
          </Button>
        </span>
      )}
      {edits && <ShiftEditDialog shift={shift} onClose={() => setEdits(false)} />}
    </li>
  );
}
