import { Guarded } from '../shared/guarded.js';
import { setLang } from '../shared/i18n.js';
import { mount } from '../shared/mount.js';
import { reloadOnNewLink, takeLinkToken } from '../shared/link-token.js';
import '../shared/replay/replay.css';
import '../shared/theme.css';
import { App } from './app.js';
import { Reopening } from './reopening.js';
import './screen.css';
import './hall.css';
import './hall-map.css';
import './foot.css';
import './slate.css';
import './celebration.css';

const query = new URLSearchParams(location.search);
// A wall has no hand to press a switch: `?lang=en` chooses.
const lang = query.get('lang');
if (lang === 'vi' || lang === 'en') void setLang(lang);

reloadOnNewLink();
// `?replay=60` shows the day that has passed, a minute a second.
const replay = query.get('replay');
const speed = replay === null ? null : Number.parseFloat(replay) || 60;
mount(
  <Guarded broken={<Reopening />}>
    <App token={takeLinkToken()} eventId={query.get('event')} replay={speed} />
  </Guarded>,
);
