import { Dialog } from '../../shared/ui.js';
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
          <a class="button plain" href={`/api/events/${eventId}/export.csv`} download>
            {t.steps.exports.csv}
          </a>
          <a class="button primary" href={`/api/events/${eventId}/export.xlsx`} download>
            {t.steps.exports.xlsx}
          </a>
        </div>
      </div>
    </Dialog>
  );
}
