import { render } from 'preact';
import '../shared/theme.css';
import { Loading } from '../shared/ui.js';

const root = document.getElementById('app');
if (root) render(<Loading />, root);
