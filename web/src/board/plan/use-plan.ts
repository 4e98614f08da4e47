import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PlanDetail } from '../../../../src/contracts/assignments.js';
import type { Carried, Change, Refusal } from './change-people.js';

/** What every part of a plan's page works on. */
export interface PlanView {
  plan: PlanDetail;
  /** A draft, and who looks may change it. */
  editable: boolean;
  /** Raised by every change: lists are asked for again. */
  version: number;
  communeId: string | null;
  select: (communeId: string | null) => void;
  /** Who is being dragged, empty when nobody is. */
  carried: readonly Carried[];
  carry: (people: readonly Carried[]) => void;
  dropOn: (communeId: string) => Promise<void>;
  /** Lets the organiser choose where they go. */
  askWhere: (people: readonly Carried[]) => void;
  change: (people: readonly Carried[], to: Change) => Promise<void>;
  /** Whom the last change could not reach. */
  refused: readonly Refusal[];
  forgetRefused: () => void;
  /** Asks to publish these communes alone; null: everything. */
  publish: (communeIds: readonly string[] | null) => void;
}

export const PlanContext = createContext<PlanView | null>(null);

export function usePlan(): PlanView {
  const view = useContext(PlanContext);
  if (!view) throw new Error('outside of a plan');
  return view;
}
