import type { EventTable, UnitTable } from '../../../../src/contracts/tables.js';
import { FileLink } from '../account/file-link.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';

type Of = { eventId: string; table: EventTable } | { table: UnitTable };

/** A table as a file, in both forms, with its name before it where the page has several. Not there for who may take none away. */
export function TableLinks(props: { of: Of; words: string; named?: boolean }) {
  const t = useBoardTexts().steps.exports;
  const may = useMay(...ORGANISERS, 'auditor');
  const { of } = props;
  if (!may) return null;
  const path = 'eventId' in of ? `/api/events/${of.eventId}/tables` : '/api/tables';
  return (
    <span class="table-links" role="group" aria-label={`${t.take}: ${props.words}`}>
      <span aria-hidden="true">{props.named === true ? props.words : t.take}</span>
      <FileLink href={`${path}.xlsx?table=${of.table}`}>{t.asXlsx}</FileLink>
      <FileLink href={`${path}.csv?table=${of.table}`}>{t.asCsv}</FileLink>
    </span>
  );
}
