import { useId } from 'preact/hooks';
import { toast } from '../../shared/toast.js';

export interface MenuItem {
  text: string;
  run: () => unknown;
}

/** What else can be done with a row: the browser's own popover, beside the button that opens it. */
export function RowMenu(props: { label: string; items: MenuItem[] }) {
  const id = useId();
  const choose = async (item: MenuItem) => {
    try {
      await item.run();
    } catch (thrown) {
      toast.error(thrown);
    }
  };
  return (
    <>
      <button type="button" class="icon-button" aria-label={props.label} popovertarget={id}>
        ⋮
      </button>
      <div id={id} popover="auto" class="row-menu">
        {props.items.map((item) => (
          <button
            key={item.text}
            type="button"
            popovertarget={id}
            popovertargetaction="hide"
            onClick={() => void choose(item)}
          >
            {item.text}
          </button>
        ))}
      </div>
    </>
  );
}
