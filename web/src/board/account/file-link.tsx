import type { ComponentChildren } from 'preact';
import { Button } from '../../shared/ui.js';
import { call } from '../client.js';
import { askToConfirm } from './ask-to-confirm.js';

/** A file to download that is given only to who has confirmed who speaks: that is asked for first. */
export function FileLink(props: { href: string; look?: 'primary' | 'plain'; children: ComponentChildren }) {
  const download = async () => {
    const { until } = await call('GET /account/confirmation');
    if (until === null && !(await askToConfirm())) return;
    const link = Object.assign(document.createElement('a'), { href: props.href, download: '' });
    link.click();
  };
  return (
    <Button look={props.look ?? 'plain'} onClick={download}>
      {props.children}
    </Button>
  );
}
