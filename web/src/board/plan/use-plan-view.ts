import { useState } from 'preact/hooks';
import type { PlanDetail } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { toast } from '../../shared/toast.js';
import { boardTexts } from '../texts/index.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { ORGANISERS, useMay } from '../session.js';
import { sayDone } from '../steps/say-done.js';
import type { PlanTexts } from '../texts/vi-plan.js';
import { type Carried, type Change, changePeople, putBack, type Refusal } from './change-people.js';
import type { PlanView } from './use-plan.js';

/** People on their way to a place that is still to be chosen; in one commune, or anywhere. */
export interface Asked {
  people: readonly Carried[];
  communeId: string | null;
}

/** What is about to be published: these communes, or everything. */
export interface Publishing {
  communeIds: readonly string[] | null;
}

/** The state of a plan's page, and the dialogs it asks for. */
export function usePlanView(plan: PlanDetail, version: number, onChanged: () => void) {
  const { board, communes, sites, shifts } = useDay();
  const may = useMay(...ORGANISERS);
  const [communeId, select] = useState<string | null>(null);
  const [carried, carry] = useState<readonly Carried[]>([]);
  const [asked, ask] = useState<Asked | null>(null);
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const [publishing, setPublishing] = useState<Publishing | null>(null);

  const undo = async (people: readonly Carried[]) => {
    const still = await putBack(plan, people);
    setRefused(still);
    if (still.length < people.length) sayDone((t) => t.steps.plan.restored);
    onChanged();
  };
  const change = async (people: readonly Carried[], to: Change) => {
    const result = await changePeople(plan, people, to);
    setRefused(result.refused);
    const { done } = result;
    if (done.length > 0) {
      const n = fmt.number(done.length);
      const isMove = to.shiftId !== undefined;
      sayDone(({ steps }) => doneWords(steps.plan, to)(n), isMove ? () => undo(done) : undefined);
    }
    onChanged();
  };
  const dropOn = async (target: string) => {
    carry([]);
    const here = new Set(sites.filter((site) => site.communeId === target).map((site) => site.id));
    const open = shifts.filter((shift) => here.has(shift.siteId));
    const [only] = open;
    if (!only) {
      const name = nameOf(communes, target);
      toast.bad({
        vi: boardTexts.vi.steps.plan.commune.noShift(name),
        en: boardTexts.en.steps.plan.commune.noShift(name),
      });
    } else if (open.length > 1) ask({ people: carried, communeId: target });
    else await change(carried, { shiftId: only.id, pinned: true });
  };
  const view: PlanView = {
    plan,
    editable: may && plan.state === 'draft' && board.event.state !== 'closed',
    version,
    communeId,
    select,
    carried,
    carry,
    dropOn: (target) => dropOn(target).catch((thrown: unknown) => toast.error(thrown)),
    askWhere: (people) => ask({ people, communeId: null }),
    change,
    refused,
    forgetRefused: () => setRefused([]),
    publish: (communeIds) => setPublishing({ communeIds }),
  };
  const close = () => {
    ask(null);
    setPublishing(null);
  };
  return { view, asked, publishing, close };
}

function doneWords(t: PlanTexts, { shiftId, pinned }: Change): (n: string) => string {
  if (shiftId === undefined) return pinned ? t.pinnedDone : t.unpinnedDone;
  return shiftId === null ? t.leftOut : t.moved;
}
