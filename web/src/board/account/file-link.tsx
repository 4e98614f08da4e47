import type { ComponentChildren } from 'preact';
import { toast } from '../../shared/toast.js';
import { call } from '../client.js';
import { askToConfirm } from './ask-to-confirm.js';

/** A file to download that is given only to who has confirmed who speaks: that is asked for first. */
export function FileLink(props: { href: string; look?: 'primary' | 'plain'; children: ComponentChildren }) {
  const download = async () => {
    const { until } = await call('GET /account/confirmation');
    if (until === null && !(await askToConfirm())) return;
    Object.assign(document.createElement('a'), { href: props.href, download: '' }).click();
  };
  return (
    <a
      class={`button ${props.look ?? 'plain'}`}
      href={props.href}
      download
      onClick={(event) => {
        event.preventDefault();
        download().catch((thrown: unknown) => toast.error(thrown));
      }}
    >
      {props.children}
    </a>
  );
}
