import type { Skill } from '../../../../src/contracts/common.js';
import { useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { useBoardTexts } from '../texts/index.js';

const SKILLS: Skill[] = [
  'leader',
  'vneid',
  'public_services',
  'cashless',
  'digital_signature',
  'driver',
  'ethnic_language',
  'media',
];

export function SkillSelect(props: {
  value: Skill | null;
  onChange: (skill: Skill | null) => void;
  label?: string;
}) {
  const t = useBoardTexts();
  const shared = useTexts(sharedTexts);
  return (
    <select
      class="input"
      value={props.value ?? ''}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      onChange={(event) => props.onChange(SKILLS.find((one) => one === event.currentTarget.value) ?? null)}
    >
      <option value="">{t.steps.demand.anySkill}</option>
      {SKILLS.map((skill) => (
        <option key={skill} value={skill}>
          {shared.skills[skill]}
        </option>
      ))}
    </select>
  );
}
