import { render } from 'preact';
import { Guarded } from '../shared/guarded.js';
import '../shared/theme.css';
import { Toasts } from '../shared/toast.js';
import { App } from './app.js';
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

const root = document.getElementById('app');
if (root) {
  render(
    <>
      <Guarded>
        <App />
      </Guarded>
      <Toasts />
    </>,
    root,
  );
}
