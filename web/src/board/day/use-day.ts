import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CommuneCounts, Shift, Site } from '../../../../src/contracts/events.js';
import type { BoardSnapshot } from '../../../../src/contracts/live.js';
import { type LiveView, follow, openSocket } from '../../live-client/index.js';
import { call } from '../client.js';
import { type Communes, useArea } from '../communes.js';
import { useSession } from '../session.js';
import { type Loaded, useLoad } from '../use-load.js';
import { type Basis, basisOf } from './shortage.js';

/** Follows the board of one event for as long as the page is open. */
export function useBoard(eventId: string): LiveView<BoardSnapshot> {
  const [view, set] = useState<LiveView<BoardSnapshot>>({
    snapshot: null,
    status: 'connecting',
    asOf: null,
    error: null,
  });
  const lost = useRef(useSession().lost);
  useEffect(() => {
    const { socket, close } = openSocket('staff', undefined, (error) => {
      if (error.code === 'not_signed_in') lost.current();
    });
    const stop = follow(socket, 'board', eventId, set);
    return () => {
      stop();
      close();
    };
  }, [eventId]);
  return view;
}

/** Sites and shifts, asked for again when the number of sites or the demand moves. */
export function useSites(eventId: string, version: string): Loaded<{ sites: Site[]; shifts: Shift[] }> {
  const loaded = useLoad(async () => {
    const [sites, shifts] = await Promise.all([
      call('GET /events/:eventId/sites', { params: { eventId } }),
      call('GET /events/:eventId/shifts', { params: { eventId } }),
    ]);
    return { sites, shifts };
  }, eventId);
  const first = useRef(version);
  useEffect(() => {
    if (first.current === version) return;
    first.current = version;
    void loaded.reload();
  }, [version]);
  return loaded;
}

/** What every part of the day's page works on. */
export interface Day {
  eventId: string;
  board: BoardSnapshot;
  basis: Basis;
  /** Of each commune. */
  rowOf: ReadonlyMap<string, CommuneCounts>;
  /** Of the map: the province, or the country. */
  area: string;
  communes: Communes;
  sites: Site[];
  shifts: Shift[];
  reloadSites: () => Promise<void>;
}

export const DayContext = createContext<Day | null>(null);

export function useDay(): Day {
  const day = useContext(DayContext);
  if (!day) throw new Error('outside of a day');
  return day;
}

const NONE: BoardSnapshot['communes'] = [];

export function useRowOf(rows: BoardSnapshot['communes']): Day['rowOf'] {
  return useMemo(() => new Map(rows.map((row) => [row.communeId, row])), [rows]);
}

/** Puts the parts together once the first snapshot is here. */
export function useDayValue(eventId: string, board: BoardSnapshot | null): Day | null {
  const { area, communes } = useArea(board?.event.provinceId ?? null, board?.communes ?? NONE);
  const version = board ? `${board.sites.length}:${board.target}` : '';
  const { data, reload } = useSites(eventId, version);
  const rowOf = useRowOf(board?.communes ?? NONE);
  if (!board) return null;
  return {
    eventId,
    board,
    basis: basisOf(board.event.state),
    rowOf,
    area: area ?? board.event.provinceId,
    communes,
    sites: data?.sites ?? [],
    shifts: data?.shifts ?? [],
    reloadSites: reload,
  };
}
