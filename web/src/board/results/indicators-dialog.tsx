import { useState } from 'preact/hooks';
import type { Campaign } from '../../../../src/contracts/campaigns.js';
import type { Indicator, Indicators } from '../../../../src/contracts/results.js';
import { randomId } from '../../shared/random-id.js';
import { Button, Dialog, Form, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { sayDone } from '../steps/say-done.js';
import { boardTexts, useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { IndicatorRow } from './indicator-row.js';
import './results.css';

/** What a campaign counts: order, on and off, targets. Undo puts the list back as it was. */
export function IndicatorsDialog(props: { campaign: Campaign; onClose: () => void }) {
  const t = useBoardTexts().results.indicators;
  const { id, title } = props.campaign;
  const loaded = useLoad(
    () => call('GET /campaigns/:campaignId/indicators', { params: { campaignId: id } }),
    id,
  );
  return (
    <Dialog title={t.title(title)} onClose={props.onClose} wide>
      {!loaded.data && loaded.error === null && <Loading />}
      {!loaded.data && loaded.error !== null && <LoadFailed error={loaded.error} onRetry={loaded.reload} />}
      {loaded.data && (
        <Editor
          key={loaded.data.rev}
          standing={loaded.data}
          onReload={loaded.reload}
          onClose={props.onClose}
        />
      )}
    </Dialog>
  );
}

function Editor(props: { standing: Indicators; onReload: () => Promise<void>; onClose: () => void }) {
  const t = useBoardTexts().results.indicators;
  const { standing } = props;
  const { campaignId } = standing;
  const [list, setList] = useState<readonly Indicator[]>(standing.indicators);
  const [stale, setStale] = useState(false);
  const known = new Set(standing.indicators.map((one) => one.id));
  const put = (rev: number, indicators: readonly Indicator[]) =>
    call('PUT /campaigns/:campaignId/indicators', {
      params: { campaignId },
      body: { rev, indicators: [...indicators] },
    });
  const save = async () => {
    try {
      const { rev } = await put(standing.rev, list);
      sayDone(
        (words) => words.results.indicators.saved,
        () => put(rev, standing.indicators),
      );
      props.onClose();
    } catch (thrown) {
      setStale(true);
      throw thrown;
    }
  };
  const move = (from: number, by: 1 | -1) => {
    const next = [...list];
    const [one] = next.splice(from, 1);
    if (one) next.splice(from + by, 0, one);
    setList(next);
  };
  const add = () =>
    setList([
      ...list,
      {
        id: randomId(),
        code: freeCode(list),
        name: { vi: boardTexts.vi.results.indicators.newName, en: boardTexts.en.results.indicators.newName },
        unit: { vi: boardTexts.vi.results.indicators.newUnit, en: boardTexts.en.results.indicators.newUnit },
        counts: 'quantity',
        needsPhoto: false,
        onPhone: true,
        active: true,
        target: null,
        most: 100,
      },
    ]);
  return (
    <Form submit={t.save} onSubmit={save} onCancel={props.onClose}>
      <p class="soft">{t.lead}</p>
      <ol class="indicator-list">
        {list.map((one, place) => (
          <IndicatorRow
            key={one.id}
            indicator={one}
            known={known.has(one.id)}
            onChange={(changed) => setList(list.map((other) => (other.id === one.id ? changed : other)))}
            onUp={place > 0 ? () => move(place, -1) : null}
            onDown={place < list.length - 1 ? () => move(place, 1) : null}
          />
        ))}
      </ol>
      <p>
        <Button onClick={add}>{t.add}</Button> {stale && <Button onClick={props.onReload}>{t.reload}</Button>}
      </p>
    </Form>
  );
}

/** A code that none of the list has. */
function freeCode(list: readonly Indicator[]): string {
  let n = list.length + 1;
  while (list.some((one) => one.code === `indicator_${n}`)) n++;
  return `indicator_${n}`;
}
