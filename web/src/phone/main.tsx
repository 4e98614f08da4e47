import { render } from 'preact';
import { reloadOnNewLink, takeLinkToken } from '../shared/link-token.js';
import '../shared/theme.css';
import { Toasts } from '../shared/toast.js';
import { App } from './app.js';
import './phone.css';

reloadOnNewLink();
const root = document.getElementById('app');
if (root) {
  render(
    <>
      <App token={takeLinkToken()} />
      <Toasts />
    </>,
    root,
  );
}
