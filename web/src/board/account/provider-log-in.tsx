import { useEffect } from 'preact/hooks';
import { toast } from '../../shared/toast.js';
import { callPlain } from '../client.js';
import { boardTexts, useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { faultText } from './provider-fault.js';

/** The way in through an outside identity provider, where there is one. */
export function ProviderLogIn() {
  const t = useBoardTexts().account.provider;
  const ways = useLoad(() => callPlain('GET /sessions/ways'), 'ways');
  const name = ways.data?.provider?.name;
  return name === undefined ? null : (
    <div class="log-in-other">
      <a class="button plain" href="/api/sessions/provider">
        {t.enter(name)}
      </a>
    </div>
  );
}

/** Says why the way back from the provider ended nowhere; once, also after a reload. */
export function useProviderFault(): void {
  useEffect(() => {
    const fault = new URLSearchParams(location.search).get('fault');
    if (fault === null) return;
    history.replaceState(null, '', location.pathname + location.hash);
    const text = (lang: 'vi' | 'en') => faultText(boardTexts[lang].account.provider, fault);
    toast.bad({ vi: text('vi'), en: text('en') });
  }, []);
}
