import { useState } from 'preact/hooks';
import { Button, Dialog } from '../../shared/ui.js';
import { call } from '../client.js';
import { LinkAddress } from '../steps/link-address.js';
import { useBoardTexts } from '../texts/index.js';

/** The address of a ceremony screen: made when asked for, because whoever has it may look. */
export function LinkDialog(props: { eventId: string; onClose: () => void }) {
  const words = useBoardTexts().screens.link;
  const [path, setPath] = useState<string | null>(null);
  const make = async () => {
    const { eventId } = props;
    const link = await call('POST /events/:eventId/screen-links', { params: { eventId } });
    setPath(link.path);
  };
  return (
    <Dialog title={words.title} onClose={props.onClose}>
      <div class="form">
        <p>{words.lead}</p>
        {path === null ? (
          <div class="form-foot">
            <Button look="primary" onClick={make}>
              {words.make}
            </Button>
          </div>
        ) : (
          <LinkAddress path={path} qr={words.qr} />
        )}
      </div>
    </Dialog>
  );
}
