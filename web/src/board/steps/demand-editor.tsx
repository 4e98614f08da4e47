import { useState } from 'preact/hooks';
import type { Demand, Shift } from '../../../../src/contracts/events.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { ActionsHead, Button } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { EditDialog } from '../edits/edit-dialog.js';
import { useEdit } from '../edits/use-edit.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';
import { SkillSelect } from './skill-select.js';
import { WholeNumber } from './whole-number.js';

const EMPTY: Demand = { skill: null, minimum: 3, target: 5, maximum: 8 };
const FIGURES = ['minimum', 'target', 'maximum'] as const;

/** How many people one shift needs: at least, wanted, at most, for each skill. */
export function DemandEditor(props: { shift: Shift; onClose: () => void }) {
  const t = useBoardTexts();
  const shared = useTexts(sharedTexts);
  const { eventId, reloadSites } = useDay();
  const [rows, setRows] = useState<Demand[]>(props.shift.demand.length > 0 ? props.shift.demand : [EMPTY]);
  const change = (index: number, part: Partial<Demand>) =>
    setRows(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  const close = async () => {
    await reloadSites();
    props.onClose();
  };
  const edit = useEdit<Shift>(
    props.shift.version,
    (version) =>
      call('PUT /events/:eventId/shifts/:shiftId/demand', {
        params: { eventId, shiftId: props.shift.id },
        body: { version, demand: rows },
      }),
    async () => {
      sayDone((words) => words.steps.demand.saved);
      await close();
    },
  );
  const said = (row: Demand | undefined) =>
    row ? t.commune.demand(fmt.number(row.minimum), fmt.number(row.target), fmt.number(row.maximum)) : '';
  const lines = (theirs: Shift) =>
    [...new Set([...theirs.demand, ...rows].map((row) => row.skill))].map((skill) => ({
      label: skill === null ? t.commune.anySkill : shared.skills[skill],
      theirs: said(theirs.demand.find((row) => row.skill === skill)),
      mine: said(rows.find((row) => row.skill === skill)),
    }));
  return (
    <EditDialog
      title={`${t.steps.demand.editTitle}: ${props.shift.title}`}
      submit={t.steps.demand.save}
      edit={edit}
      lines={lines}
      onTheirs={close}
      onClose={props.onClose}
    >
      <table class="demand-rows">
        <thead>
          <tr>
            <th>{t.steps.demand.skill}</th>
            {FIGURES.map((name) => (
              <th key={name}>{t.steps.demand[name]}</th>
            ))}
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <td>
                <SkillSelect
                  value={row.skill}
                  label={t.steps.demand.skill}
                  onChange={(skill) => change(index, { skill })}
                />
              </td>
              {FIGURES.map((name) => (
                <td key={name}>
                  <WholeNumber
                    value={row[name]}
                    label={t.steps.demand[name]}
                    onChange={(value) => change(index, { [name]: value })}
                    min={0}
                    max={10_000}
                  />
                </td>
              ))}
              <td>
                <Button
                  look="quiet"
                  aria-label={t.steps.demand.removeRow}
                  onClick={() => setRows(rows.filter((_row, at) => at !== index))}
                >
                  ×
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">{t.steps.demand.order}</p>
      <div>
        <Button onClick={() => setRows([...rows, { ...EMPTY, minimum: 0, target: 1, maximum: 2 }])}>
          + {t.steps.demand.addRow}
        </Button>
      </div>
    </EditDialog>
  );
}
