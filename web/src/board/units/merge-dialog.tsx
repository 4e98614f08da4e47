import { useState } from 'preact/hooks';
import type { OrgUnit, OrgUnitMerge } from '../../../../src/contracts/people.js';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Empty, Field, Form, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';

/** Which unit takes over, and in numbers what that means, before it is done. */
export function MergeDialog(props: {
  unit: OrgUnit;
  units: readonly OrgUnit[];
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const words = useBoardTexts().units;
  const { unit } = props;
  const [intoId, setInto] = useState('');
  const sisters = props.units.filter(
    (one) => one.id !== unit.id && one.kind === unit.kind && one.parentId === unit.parentId,
  );
  const preview = useLoad(
    async () =>
      intoId === ''
        ? null
        : call('GET /org-units/:orgUnitId/merge', { params: { orgUnitId: unit.id }, query: { intoId } }),
    `${unit.id} ${intoId}`,
  );
  const go = async () => {
    const { name, intoName } = await call('POST /org-units/:orgUnitId/merge', {
      params: { orgUnitId: unit.id },
      body: { intoId },
    });
    sayDone((t) => t.units.done(name, intoName));
    await props.onDone();
  };
  return (
    <Dialog title={words.mergeOf(unit.name)} onClose={props.onClose}>
      {sisters.length === 0 ? (
        <Empty title={words.noSister} />
      ) : (
        <Form
          submit={words.submit}
          onSubmit={go}
          onCancel={props.onClose}
          danger
          disabled={preview.data === null}
        >
          <Field label={words.into} hint={words.intoHint}>
            <select required value={intoId} onChange={(event) => setInto(event.currentTarget.value)}>
              <option value="" disabled>
                {words.choose}
              </option>
              {sisters.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </Field>
          {intoId !== '' && preview.error !== null && (
            <LoadFailed error={preview.error} onRetry={preview.reload} />
          )}
          {intoId !== '' && preview.data === null && preview.error === null && <Loading />}
          {preview.data && <WhatMoves merge={preview.data} />}
        </Form>
      )}
    </Dialog>
  );
}

function WhatMoves({ merge }: { merge: OrgUnitMerge }) {
  const words = useBoardTexts().units;
  const { name, intoName, people, units, roles, renamed } = merge;
  const what = [
    words.people(fmt.number(people)),
    ...(units > 0 ? [words.branches(fmt.number(units))] : []),
    ...(roles > 0 ? [words.roles(fmt.number(roles))] : []),
  ];
  return (
    <>
      <p>
        <strong class="digits">{words.moves(what, intoName)}</strong>
      </p>
      {renamed.length > 0 && (
        <div>
          {words.renamed}
          <ul class="renamed">
            {renamed.map((one) => (
              <li key={one.to}>
                {one.from} → {one.to}
              </li>
            ))}
          </ul>
        </div>
      )}
      {roles > 0 && <p>{words.wider(name, intoName)}</p>}
      <p class="soft">{words.goesOn(name)}</p>
      <p class="warn-words">{words.noUndo}</p>
    </>
  );
}
