import { useState } from 'preact/hooks';
import type { Grantable, GrantRole, Role } from '../../../../src/contracts/people.js';
import { fmt } from '../../shared/i18n.js';
import { DateField } from '../../shared/date-field.js';
import { Field } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { type Choice, endsBy, givingIn, occasionsOffered, rolesOffered, unitsOffered } from './offers.js';

/** Which role, where, for what and from when until when, out of what one may give. */
export function useRoleFields(grantable: readonly Grantable[]) {
  const around = useLoad(async () => {
    const [units, events, campaigns] = await Promise.all([
      call('GET /org-units'),
      call('GET /events', { query: {} }),
      call('GET /campaigns'),
    ]);
    return { units, events, campaigns };
  }, 'around');
  const units = around.data?.units ?? [];
  const roles = rolesOffered(grantable);
  const [wantedRole, setRole] = useState<Role | null>(null);
  const [wantedUnit, setUnit] = useState<string | null>(null);
  const [wantedOccasion, setOccasion] = useState<string | null>(null);
  const [startsAt, setStart] = useState('');
  const [wantedEnd, setEnd] = useState<string | null>(null);

  // Not the highest by a slip of the hand: whoever means that one chooses it.
  const first = roles.find((one) => one !== 'province_coordinator') ?? roles.at(0);
  const role = wantedRole !== null && roles.includes(wantedRole) ? wantedRole : first;
  const places = role === undefined ? [] : unitsOffered(grantable, role, units);
  const orgUnitId = (places.find(({ id }) => id === wantedUnit) ?? places.at(0))?.id;
  const giving =
    role === undefined || orgUnitId === undefined ? [] : givingIn(grantable, role, orgUnitId, units);
  const offered = occasionsOffered(giving, around.data?.events ?? [], around.data?.campaigns ?? []);
  const occasions = [
    ...(offered.everything ? ['all'] : []),
    ...offered.campaigns.map(({ id }) => `campaign ${id}`),
    ...offered.events.map(({ id }) => `event ${id}`),
  ];
  const occasion = occasions.find((one) => one === wantedOccasion) ?? occasions.at(0);
  const latest = endsBy(giving);
  const endsAt = wantedEnd ?? (latest === null ? '' : fmt.toInput(latest));

  const wish = (): GrantRole | null => {
    if (role === undefined || orgUnitId === undefined || occasion === undefined) return null;
    const [kind, id] = occasion.split(' ');
    return {
      role,
      orgUnitId,
      ...(kind === 'event' && id !== undefined ? { eventId: id } : {}),
      ...(kind === 'campaign' && id !== undefined ? { campaignId: id } : {}),
      ...(startsAt === '' ? {} : { startsAt: fmt.fromInput(startsAt) }),
      // The own end to the second, not to the minute its field shows.
      ...(endsAt === '' ? {} : { endsAt: isSameMinute(endsAt, latest) ? latest : fmt.fromInput(endsAt) }),
    };
  };
  const fields = (
    <RoleFields
      {...{ roles, role, places, orgUnitId, offered, occasion, startsAt, endsAt, latest }}
      {...{ setRole, setUnit, setOccasion, setStart, setEnd }}
    />
  );
  return { fields, wish, ready: around.data !== null && wish() !== null, error: around.error };
}

const isSameMinute = (field: string, instant: string | null): instant is string =>
  instant !== null && fmt.toInput(instant) === field;

function RoleFields(props: {
  roles: readonly Role[];
  role: Role | undefined;
  places: readonly Choice[];
  orgUnitId: string | undefined;
  offered: { everything: boolean; events: readonly Choice[]; campaigns: readonly Choice[] };
  occasion: string | undefined;
  startsAt: string;
  endsAt: string;
  latest: string | null;
  setRole: (role: Role | null) => void;
  setUnit: (id: string) => void;
  setOccasion: (id: string) => void;
  setStart: (text: string) => void;
  setEnd: (text: string) => void;
}) {
  const words = useBoardTexts().steps.admin;
  const { offered, latest } = props;
  return (
    <>
      <Field label={words.role}>
        <select
          value={props.role}
          onChange={(event) =>
            props.setRole(props.roles.find((one) => one === event.currentTarget.value) ?? null)
          }
        >
          {props.roles.map((one) => (
            <option key={one} value={one}>
              {words.roles[one]}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.unit}>
        <select value={props.orgUnitId} onChange={(event) => props.setUnit(event.currentTarget.value)}>
          <Options of={props.places} />
        </select>
      </Field>
      <Field label={words.occasion}>
        <select value={props.occasion} onChange={(event) => props.setOccasion(event.currentTarget.value)}>
          {offered.everything && <option value="all">{words.everything}</option>}
          {offered.campaigns.length > 0 && (
            <optgroup label={words.oneCampaign}>
              <Options of={offered.campaigns} as="campaign " />
            </optgroup>
          )}
          {offered.events.length > 0 && (
            <optgroup label={words.oneEvent}>
              <Options of={offered.events} as="event " />
            </optgroup>
          )}
        </select>
      </Field>
      <div class="two-fields">
        <DateField
          label={words.startsAt}
          value={props.startsAt}
          hint={props.startsAt === '' ? words.startsHint : undefined}
          type="datetime-local"
          onInput={props.setStart}
        />
        <DateField
          label={words.endsAt}
          value={props.endsAt}
          hint={
            latest !== null
              ? words.endsBy(fmt.dateTime(latest))
              : props.endsAt === ''
                ? words.endsHint
                : undefined
          }
          type="datetime-local"
          required={latest !== null}
          max={latest === null ? undefined : fmt.toInput(latest)}
          onInput={props.setEnd}
        />
      </div>
    </>
  );
}

function Options(props: { of: readonly Choice[]; as?: string }) {
  return (
    <>
      {props.of.map(({ id, name }) => (
        <option key={id} value={(props.as ?? '') + id}>
          {name}
        </option>
      ))}
    </>
  );
}
