import { useState } from 'preact/hooks';
import type { Ceremony, StageTheme } from '../../../../src/contracts/ceremony.js';
import { Button, Field, FilePicker, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import type { Ceremonial } from './use-ceremony.js';

const THEMES: StageTheme[] = ['hall', 'daylight'];

/** Theme, who invites, and the logo, of every screen at once. */
export function LookCard(props: { running: Ceremonial; ceremony: Ceremony }) {
  const words = useBoardTexts().screens.look;
  const { running } = props;
  const { stage, eventId } = props.ceremony;
  const params = { eventId };
  const [theme, setTheme] = useState<StageTheme>(stage.theme);
  const [host, setHost] = useState(stage.host);
  const [file, setFile] = useState<File | null>(null);
  const save = async () => {
    let answer = await call('PUT /events/:eventId/ceremony/look', { params, body: { theme, host } });
    if (file) {
      const form = new FormData();
      form.set('file', file);
      answer = await call('POST /events/:eventId/ceremony/logo', { params, form });
      setFile(null);
    }
    running.take(answer);
    sayDone((t) => t.screens.look.saved);
  };
  const drop = async () => {
    running.take(await call('DELETE /events/:eventId/ceremony/logo', { params }));
  };
  return (
    <section class="card look-card">
      <header class="card-head">
        <h2>{words.title}</h2>
      </header>
      <Form submit={words.save} onSubmit={save}>
        <fieldset class="choices">
          <legend>{words.theme}</legend>
          {THEMES.map((one) => (
            <label key={one}>
              <input type="radio" name="theme" checked={theme === one} onChange={() => setTheme(one)} />
              {words.themes[one]}
            </label>
          ))}
        </fieldset>
        <Field label={words.host} hint={words.hostHint}>
          <input maxLength={120} value={host} onInput={(event) => setHost(event.currentTarget.value)} />
        </Field>
        <FilePicker label={words.logo} accept="image/png,image/jpeg" file={file} onFile={setFile} />
        {stage.logo !== null && (
          <div class="look-logo">
            <img src={stage.logo} alt={words.logoNow} />
            <Button onClick={drop}>{words.drop}</Button>
          </div>
        )}
      </Form>
    </section>
  );
}
