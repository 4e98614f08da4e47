import { useState } from 'preact/hooks';
import type { PlanCommune } from '../../../../src/contracts/assignments.js';
import type { Skill } from '../../../../src/contracts/common.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { useDay } from '../day/use-day.js';
import { SkillSelect } from '../steps/skill-select.js';
import { useBoardTexts } from '../texts/index.js';
import { shortOf } from './fill.js';
import { usePlan } from './use-plan.js';
import { Questions } from './what-if.js';

/** How many more people the question about a larger demand asks for. */
const MORE = 5;

/** The chosen commune: its numbers, what a change here would do, and publishing it alone. */
export function CommuneBox({ row }: { row: PlanCommune }) {
  const t = useBoardTexts();
  const words = t.steps.plan.commune;
  const { communes } = useDay();
  const { plan, editable, select, publish } = usePlan();
  const [skill, setSkill] = useState<Skill | null>(null);
  const { communeId } = row;
  const name = communes.get(communeId)?.fullName ?? communeId;
  const short = shortOf(row);
  return (
    <section class="commune-box" aria-label={name}>
      <header>
        <h3>{name}</h3>
        <button
          type="button"
          class="icon-button"
          aria-label={words.clear}
          title={words.clear}
          onClick={() => select(null)}
        >
          ×
        </button>
      </header>
      <p class="digits">
        {words.numbers(fmt.number(row.target), fmt.number(row.before), fmt.number(row.after))} ·{' '}
        <span class={short > 0 ? 'warn-words' : 'good-words'}>
          {short > 0 ? words.short(fmt.number(short)) : words.enough}
        </span>
      </p>
      {plan.proof ? (
        <div class="questions">
          <SkillSelect value={skill} onChange={setSkill} label={words.skill} />
          <Questions
            plan={plan}
            questions={[
              {
                words: words.oneMore,
                asks: { kind: 'one_more_person', communeId, skills: skill === null ? [] : [skill] },
              },
              {
                words: words.moreNeeded(fmt.number(MORE)),
                asks: { kind: 'target', communeId, by: MORE },
              },
            ]}
          />
        </div>
      ) : (
        plan.state === 'draft' && <p class="soft">{words.noQuestions}</p>
      )}
      {editable && row.after > 0 && <Button onClick={() => publish([communeId])}>{words.publish}</Button>}
    </section>
  );
}
