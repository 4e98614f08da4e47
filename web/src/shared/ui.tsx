import type { ButtonHTMLAttributes, ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type Lang, setLang, useLang, useTexts } from './i18n.js';
import { openNewerVersion } from './newer-version.js';
import { sharedTexts } from './texts.js';
import { toast } from './toast.js';

type ButtonProps = Omit<ButtonHTMLAttributes, 'onClick'> & {
  look?: 'primary' | 'plain' | 'danger' | 'quiet';
  /** While a returned promise runs the button is busy; an error it throws becomes a message. */
  onClick?: (() => void) | (() => Promise<unknown>);
};

/** A button that cannot be pressed twice while its work runs. */
export function Button({ look = 'plain', onClick, children, disabled, ...rest }: ButtonProps) {
  const [busy, setBusy] = useState(false);
  const press = () => {
    const work = onClick?.();
    if (!(work instanceof Promise)) return;
    setBusy(true);
    work.catch((thrown: unknown) => toast.error(thrown)).finally(() => setBusy(false));
  };
  return (
    <button
      type="button"
      {...rest}
      class={`button ${look} ${busy ? 'busy' : ''}`}
      disabled={(disabled ?? false) || busy}
      aria-busy={busy}
      {...(onClick ? { onClick: press } : {})}
    >
      {children}
    </button>
  );
}

/** The browser's own modal dialog: focus stays inside, Escape closes, focus returns after. */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  wide?: boolean;
  /** Between the usual width and `wide`. */
  medium?: boolean;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const t = useTexts(sharedTexts);
  const [opener] = useState(() => document.activeElement);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => {
      dialog?.close();
      // A dialog that is taken out of the page returns the focus to nobody.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={`dialog ${props.wide === true ? 'wide' : ''} ${props.medium === true ? 'medium' : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={titleId}>{props.title}</h2>
        <button type="button" class="icon-button" aria-label={t.close} onClick={props.onClose}>
          ×
        </button>
      </div>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  );
}

/** A form whose submit runs once at a time and shows what went wrong. */
export function Form(props: {
  submit: string;
  onSubmit: () => Promise<unknown>;
  onCancel?: () => void;
  danger?: boolean;
  disabled?: boolean;
  children: ComponentChildren;
}) {
  const [busy, setBusy] = useState(false);
  const failure = useRef<unknown>(null);
  const t = useTexts(sharedTexts);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    if (failure.current !== null) toast.withdraw(failure.current);
    failure.current = null;
    props
      .onSubmit()
      .catch((thrown: unknown) => {
        failure.current = thrown;
        toast.error(thrown);
      })
      .finally(() => setBusy(false));
  };
  return (
    <form class="form" onSubmit={submit}>
      {props.children}
      <div class="form-foot">
        {props.onCancel && (
          <button type="button" class="button plain" onClick={props.onCancel}>
            {t.cancel}
          </button>
        )}
        <button
          type="submit"
          class={`button ${props.danger === true ? 'danger' : 'primary'} ${busy ? 'busy' : ''}`}
          disabled={busy || props.disabled === true}
          aria-busy={busy}
        >
          {props.submit}
        </button>
      </div>
    </form>
  );
}

/** A label above its control, a hint below. */
export function Field(props: { label: string; hint?: string | undefined; children: ComponentChildren }) {
  return (
    <label class="field">
      <span class="field-label">{props.label}</span>
      {props.children}
      {props.hint !== undefined && <span class="field-hint">{props.hint}</span>}
    </label>
  );
}

/** Chooses one file; the browser's own control would speak the browser's language, not ours. */
export function FilePicker(props: {
  label: string;
  accept: string;
  file: File | null;
  onFile: (file: File | null) => void;
}) {
  const t = useTexts(sharedTexts);
  return (
    <div class="field">
      <span class="field-label" aria-hidden="true">
        {props.label}
      </span>
      <label class="file">
        <input
          class="visually-hidden"
          type="file"
          aria-label={props.label}
          accept={props.accept}
          onChange={(event) => props.onFile(event.currentTarget.files?.[0] ?? null)}
        />
        <span class="button plain">{t.chooseFile}</span>
        <span class={props.file ? 'file-name' : 'file-name field-hint'}>{props.file?.name ?? t.noFile}</span>
      </label>
    </div>
  );
}

export function Progress(props: { label: string; value: number; note?: string | undefined }) {
  const percent = Math.floor(Math.min(1, Math.max(0, props.value)) * 100);
  return (
    <div class="progress">
      <div class="progress-words">
        <span>{props.label}</span>
        <span class="digits">{props.note ?? `${percent}%`}</span>
      </div>
      <progress max={100} value={percent} aria-label={props.label} />
    </div>
  );
}

/** Nothing here yet: says so, and what to do next. */
export function Empty(props: { title: string; hint?: string | undefined; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <strong>{props.title}</strong>
      {props.hint !== undefined && <p>{props.hint}</p>}
      {props.children}
    </div>
  );
}

/** Above a column of buttons: nothing to see, and a name for those who hear the table. */
export function ActionsHead() {
  const t = useTexts(sharedTexts);
  return (
    <th>
      <span class="visually-hidden">{t.actions}</span>
    </th>
  );
}

export function Loading() {
  const t = useTexts(sharedTexts);
  return (
    <p class="loading" role="status">
      {t.loading}
    </p>
  );
}

/** Says in its own words that a language cannot be loaded: who chose it may read no other. */
const choose = (lang: Lang): Promise<void> =>
  setLang(lang).catch(() => {
    const { languageAway } = sharedTexts[lang];
    toast.bad({ vi: languageAway, en: languageAway });
    return openNewerVersion();
  });

export function LangSwitch() {
  const lang = useLang();
  const t = useTexts(sharedTexts);
  return (
    <div class="lang" role="group" aria-label={t.language}>
      {(['vi', 'en'] as const).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          title={t.languages[one]}
          aria-pressed={lang === one}
          onClick={() => void choose(one)}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

/** The first stop of the keyboard: past the bars at the top, to what the page is about. */
export function SkipLink() {
  const t = useTexts(sharedTexts);
  const skip = () => {
    const main = document.querySelector('main');
    main?.setAttribute('tabindex', '-1');
    main?.focus();
  };
  return (
    <button type="button" class="button primary skip-link" onClick={skip}>
      {t.skip}
    </button>
  );
}

/** Looks through a list while one types. */
export function SearchField(props: {
  label: string;
  value: string;
  onInput: (text: string) => void;
  autofocus?: boolean;
}) {
  return (
    <input
      class="input"
      type="search"
      autofocus={props.autofocus}
      placeholder={props.label}
      aria-label={props.label}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
}
