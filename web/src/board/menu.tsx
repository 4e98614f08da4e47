import { useId, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { toast } from '../shared/toast.js';

export type MenuItem = { text: string; run: () => unknown } | { text: string; href: string };

/** What else can be done: the browser's own popover, beside the button that opens it. */
export function Menu(props: {
  look: 'icon-button' | 'tool';
  label?: string;
  items: readonly MenuItem[];
  children: ComponentChildren;
}) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const choose = async (run: () => unknown) => {
    // A dialog gives the focus back to what has it now: not to what is no longer to be seen.
    menu.current?.hidePopover();
    opener.current?.focus();
    try {
      await run();
    } catch (thrown) {
      toast.error(thrown);
    }
  };
  return (
    <>
      <button ref={opener} type="button" class={props.look} aria-label={props.label} popovertarget={id}>
        {props.children}
      </button>
      <div ref={menu} id={id} popover="auto" class="menu">
        {props.items.map((item) =>
          'href' in item ? (
            <a key={item.text} href={item.href}>
              {item.text}
            </a>
          ) : (
            <button key={item.text} type="button" onClick={() => void choose(item.run)}>
              {item.text}
            </button>
          ),
        )}
      </div>
    </>
  );
}
