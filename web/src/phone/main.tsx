import './start.js';
import { Guarded } from '../shared/guarded.js';
import { prepareLanguages } from '../shared/i18n.js';
import { mount } from '../shared/mount.js';
import { reloadOnNewLink } from '../shared/link-token.js';
import '../shared/theme.css';
import { Toasts } from '../shared/toast.js';
import { loadLanguage } from './english.js';
import { Entrance } from './entrance.js';
import './phone.css';
import './sheets.css';
import './assignment.css';
import './letters.css';
import './sign-in.css';
import { forget } from './remembered.js';
import { readyToRing } from './ring.js';

reloadOnNewLink();
readyToRing();
void prepareLanguages(loadLanguage).then(() =>
  mount(
    <>
      <Guarded forget={forget}>
        <Entrance />
      </Guarded>
      <Toasts />
    </>,
  ),
);
