import { Dialog } from '../../shared/ui.js';
import { FileLink } from '../account/file-link.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { TableLinks } from './table-links.js';

const TABLES = ['people', 'sites', 'proposals', 'kept_scans', 'devices', 'activities', 'broadcasts'] as const;

/** The figures of the event, and every table of it, as files. */
export function ExportDialog(props: { onClose: () => void }) {
  const t = useBoardTexts().steps.exports;
  const { eventId } = useDay();
  return (
    <Dialog medium title={t.title} onClose={props.onClose}>
      <div class="form">
        <p>{t.lead}</p>
        <div class="form-foot">
          <FileLink href={`/api/events/${eventId}/export.csv`}>{t.csv}</FileLink>
          <FileLink href={`/api/events/${eventId}/export.xlsx`} look="primary">
            {t.xlsx}
          </FileLink>
        </div>
        <h3>{t.tablesTitle}</h3>
        <ul class="table-list">
          {TABLES.map((table) => (
            <li key={table}>
              <TableLinks named of={{ eventId, table }} words={t.tables[table]} />
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
