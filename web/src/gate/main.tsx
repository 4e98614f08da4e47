import { render } from 'preact';
import '../shared/theme.css';
import { Toasts } from '../shared/toast.js';
import { App } from './app.js';
import './gate.css';

const root = document.getElementById('app');
if (root) {
  render(
    <>
      <App />
      <Toasts />
    </>,
    root,
  );
}
