import type { Audience, AudienceState } from '../../../../src/contracts/broadcasts.js';
import type { Skill } from '../../../../src/contracts/common.js';
import { useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import type { Communes } from '../communes.js';
import { CommunePicker } from '../plan/commune-picker.js';
import { useBoardTexts } from '../texts/index.js';

const STATES: AudienceState[] = [
  'accepted',
  'checked_in',
  'offered',
  'unassigned',
  'declined',
  'expired',
  'no_show',
  'completed',
];

/** Whom it is for: communes, states, skills. */
export function AudienceFields(props: {
  value: Audience;
  communes: Communes;
  onChange: (value: Audience) => void;
}) {
  const t = useBoardTexts().broadcasts;
  const shared = useTexts(sharedTexts);
  const { value, onChange } = props;
  const skills = Object.keys(shared.skills).filter((one): one is Skill => one !== 'none');
  return (
    <>
      <fieldset class="choices two-columns">
        <legend>{t.stateGroup}</legend>
        {STATES.map((state) => (
          <Check
            key={state}
            label={t.states[state]}
            on={value.states.includes(state)}
            onChange={(on) => onChange({ ...value, states: toggled(value.states, state, on) })}
          />
        ))}
        {value.states.length === 0 && <p class="warn-words">{t.chooseState}</p>}
      </fieldset>
      <CommunePicker
        label={t.communes}
        none={t.everywhere}
        hint={t.communesHint}
        communes={props.communes}
        value={value.communeIds}
        most={500}
        without={[]}
        onChange={(communeIds) => onChange({ ...value, communeIds })}
      />
      <fieldset class="choices two-columns">
        <legend>
          {t.skills} <span class="soft">({t.anySkill})</span>
        </legend>
        {skills.map((skill) => (
          <Check
            key={skill}
            label={shared.skills[skill]}
            on={value.skills.includes(skill)}
            onChange={(on) => onChange({ ...value, skills: toggled(value.skills, skill, on) })}
          />
        ))}
      </fieldset>
    </>
  );
}

function Check(props: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label>
      <input
        type="checkbox"
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}

const toggled = <T,>(list: readonly T[], one: T, on: boolean): T[] =>
  on ? [...list, one] : list.filter((other) => other !== one);
