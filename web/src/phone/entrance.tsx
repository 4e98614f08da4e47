import { useState } from 'preact/hooks';
import { hasLinkToken, takeLinkToken } from '../shared/link-token.js';
import { App } from './app.js';
import { later } from './later.js';
import { troubleOf } from './way-out/surroundings.js';

const WayOut = later(async () => (await import('./way-out/way-out.js')).WayOut);
const PlainHttp = later(async () => (await import('./way-out/way-out.js')).PlainHttp);

/** Before anything else: is this a browser in which it all works? A link is used only after that. */
export function Entrance() {
  const [trouble] = useState(() => troubleOf(navigator.userAgent, isSecureContext));
  const [asks, setAsks] = useState(() => trouble?.kind === 'in_app' && hasLinkToken());
  if (asks && trouble?.kind === 'in_app') return <WayOut trouble={trouble} onStay={() => setAsks(false)} />;
  return (
    <>
      {trouble?.kind === 'plain_http' && <PlainHttp />}
      <Inside />
    </>
  );
}

function Inside() {
  const [token] = useState(takeLinkToken);
  return <App token={token} />;
}
