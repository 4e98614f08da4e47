import { Guarded } from '../shared/guarded.js';
import { mount } from '../shared/mount.js';
import '../shared/theme.css';
import { Toasts } from '../shared/toast.js';
import { App } from './app.js';
import { openVault } from './store/vault.js';
import './gate.css';
import './header.css';
import './notices.css';
import './tabs.css';
import './scan-tab.css';
import './roster-tab.css';
import './code-tab.css';
import './on-site-tab.css';
import './verdict-screen.css';
import './start-frame.css';

const forget = async () => (await openVault()).wipeBook().catch(() => undefined);

mount(
  <>
    <Guarded forget={forget}>
      <App />
    </Guarded>
    <Toasts />
  </>,
);
