import { useState } from 'preact/hooks';
import { App } from './app.js';
import { later } from './later.js';
import { asksBefore, openLink, trouble } from './start.js';

const WayOut = later(async () => (await import('./way-out/way-out.js')).WayOut);
const PlainHttp = later(async () => (await import('./way-out/way-out.js')).PlainHttp);

/** Before anything else: is this a browser in which it all works? A link is used only after that. */
export function Entrance() {
  const [asks, setAsks] = useState(asksBefore);
  if (asks && trouble?.kind === 'in_app') return <WayOut trouble={trouble} onStay={() => setAsks(false)} />;
  return (
    <>
      {trouble?.kind === 'plain_http' && <PlainHttp />}
      <Inside />
    </>
  );
}

function Inside() {
  const [token] = useState(openLink);
  return <App token={token} />;
}
