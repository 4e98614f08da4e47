import { Button, Dialog } from '../../shared/ui.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { checklist } from './checklist.js';
import type { StepName } from './step-bar.js';

export function ChecklistDialog(props: { onClose: () => void; onStep: (step: StepName) => void }) {
  const t = useBoardTexts();
  const day = useDay();
  return (
    <Dialog title={t.checklist.title} onClose={props.onClose}>
      <p class="soft">{t.checklist.lead}</p>
      <ul class="checklist">
        {checklist(day, t).map((line) => {
          const { step } = line;
          return (
            <li key={line.id} class={line.done ? 'done' : 'todo'}>
              <span class="check-mark" aria-hidden="true">
                {line.done ? '✓' : '!'}
              </span>
              <span>{line.text}</span>
              {!line.done && step !== null && (
                <Button onClick={() => props.onStep(step)}>{t.checklist.do}</Button>
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
