import { Dialog } from '../../shared/ui.js';
import { FileLink } from '../account/file-link.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';

export function ExportDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId } = useDay();
  return (
    <Dialog title={t.steps.exports.title} onClose={props.onClose}>
      <div class="form">
        <p>{t.steps.exports.lead}</p>
        <div class="form-foot">
          <FileLink href={`/api/events/${eventId}/export.csv`}>{t.steps.exports.csv}</FileLink>
          <FileLink href={`/api/events/${eventId}/export.xlsx`} look="primary">
            {t.steps.exports.xlsx}
          </FileLink>
        </div>
      </div>
    </Dialog>
  );
}
