import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useRef, useState } from 'preact/hooks';
import type { FigureFilter } from '../../../../src/contracts/figures.js';
import { BehindDialog } from './behind-dialog.js';

type Open = (filter: FigureFilter, clicked: number | null) => void;
const BehindContext = createContext<Open | null>(null);

/** Where numbers can be opened: holds the one dialog. `asOf`: all numbers here are of that moment. */
export function BehindNumbers(props: {
  eventId: string;
  asOf?: string | undefined;
  children: ComponentChildren;
}) {
  const { eventId } = props;
  const asOf = useRef(props.asOf);
  asOf.current = props.asOf;
  const [opened, set] = useState<{ filter: FigureFilter; clicked: number | null } | null>(null);
  // The same function for as long as the page is open: rows that hold numbers are not drawn for it.
  // What is opened stays of its moment while a replay goes on.
  const open = useCallback<Open>((filter, clicked) => {
    const { current } = asOf;
    set({ filter: current === undefined ? filter : { ...filter, asOf: current }, clicked });
  }, []);
  return (
    <BehindContext.Provider value={open}>
      {props.children}
      {opened && (
        <BehindDialog
          eventId={eventId}
          filter={opened.filter}
          clicked={opened.clicked}
          onClose={() => set(null)}
        />
      )}
    </BehindContext.Provider>
  );
}

export function useOpenBehind(): Open {
  const open = useContext(BehindContext);
  if (!open) throw new Error('outside of a place where numbers can be opened');
  return open;
}
