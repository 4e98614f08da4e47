import { useState } from 'preact/hooks';
import { Button, Dialog } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { LinkAddress } from './link-address.js';

/** The address of the ceremony screen: made when asked for, because whoever has it may look. */
export function ScreenDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId } = useDay();
  const [path, setPath] = useState<string | null>(null);
  const make = async () => {
    const link = await call('POST /events/:eventId/screen-links', { params: { eventId } });
    setPath(link.path);
  };
  return (
    <Dialog title={t.steps.screen.title} onClose={props.onClose}>
      <div class="form">
        <p>{t.steps.screen.lead}</p>
        {path === null ? (
          <div class="form-foot">
            <Button look="primary" onClick={make}>
              {t.steps.screen.make}
            </Button>
          </div>
        ) : (
          <LinkAddress path={path} qr={t.steps.screen.qr} />
        )}
      </div>
    </Dialog>
  );
}
