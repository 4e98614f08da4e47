import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './api.js';
import { type Sentence, say, useTexts } from './i18n.js';
import { sharedTexts } from './texts.js';

type Tone = 'good' | 'bad';
/** What a message offers to do: to undo what it tells of. */
export interface ToastAction {
  text: Sentence;
  run: () => Promise<unknown>;
}
interface Message {
  id: number;
  tone: Tone;
  text: Sentence;
  fields: string[];
  action: ToastAction | undefined;
}

const LASTS_MS = { good: 5_000, action: 30_000, bad: 12_000 };
let messages: Message[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: Message[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

function add(tone: Tone, text: Sentence, fields: string[] = [], action?: ToastAction): void {
  const id = nextId++;
  // The same sentence twice is one message.
  const others = messages.filter((one) => one.text.vi !== text.vi);
  change([...others, { id, tone, text, fields, action }].slice(-3));
  setTimeout(() => dismiss(id), LASTS_MS[action ? 'action' : tone]);
}

const dismiss = (id: number): void => change(messages.filter((one) => one.id !== id));

/** What an error says to people, in both languages. */
export function sentenceOf(thrown: unknown): Sentence {
  if (thrown instanceof ApiError) return thrown.body.message;
  return { vi: sharedTexts.vi.unexpected, en: sharedTexts.en.unexpected };
}

export const toast = {
  good: (text: Sentence, action?: ToastAction): void => add('good', text, [], action),
  bad: (text: Sentence): void => add('bad', text),
  error: (thrown: unknown): void => {
    const fields = thrown instanceof ApiError ? (thrown.body.fields ?? []) : [];
    add(
      'bad',
      sentenceOf(thrown),
      fields.slice(0, 5).map((field) => `${field.path}: ${field.problem}`),
    );
  },
  /** What an error said is no longer so. */
  withdraw: (thrown: unknown): void => {
    const { vi } = sentenceOf(thrown);
    change(messages.filter((one) => one.text.vi !== vi));
  },
};

function take(id: number, action: ToastAction | undefined): void {
  dismiss(id);
  action?.run().catch((thrown: unknown) => toast.error(thrown));
}

/** Put once in a face: shows messages at the foot of the page and reads them aloud. */
export function Toasts() {
  const [list, set] = useState(messages);
  const t = useTexts(sharedTexts);
  useEffect(() => {
    const listener = () => set(messages);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!('popover' in HTMLElement.prototype)) return; // an old browser shows it where it stands
    // Shown anew each time, so that it lies above a modal dialog that opened meanwhile.
    if (ref.current?.matches(':popover-open') === true) ref.current.hidePopover();
    if (list.length > 0) ref.current?.showPopover();
  }, [list]);
  return (
    <div ref={ref} popover="manual" class="toasts" role="status" aria-live="polite">
      {list.map((one) => (
        <div key={one.id} class={`toast ${one.tone}`}>
          <span class="toast-mark" aria-hidden="true">
            {one.tone === 'good' ? '✓' : '!'}
          </span>
          <div>
            {say(one.text)}
            {one.fields.map((field) => (
              <div key={field} class="toast-field">
                {field}
              </div>
            ))}
          </div>
          {one.action && (
            <button type="button" class="button quiet" onClick={() => take(one.id, one.action)}>
              {say(one.action.text)}
            </button>
          )}
          <button type="button" class="icon-button" aria-label={t.dismiss} onClick={() => dismiss(one.id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
