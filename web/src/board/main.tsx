import { Guarded } from '../shared/guarded.js';
import { mount } from '../shared/mount.js';
import '../shared/replay/replay.css';
import '../shared/theme.css';
import { App } from './app.js';
import './account/account.css';
import './behind/behind.css';
import './board.css';
import './steps/step-bar.css';
import './pages.css';
import './people.css';
import './plan/plan.css';
import './broadcasts/broadcasts.css';
import './closing/closing.css';
import './edits/edits.css';
import './devices/devices.css';
import './screens/screens.css';
import './presence/presence.css';
import './print.css';

mount(
  <Guarded>
    <App />
  </Guarded>,
);
