import { useState } from 'preact/hooks';
import type { Campaign } from '../../../../src/contracts/campaigns.js';
import { fmt } from '../../shared/i18n.js';
import { DateField } from '../../shared/date-field.js';
import { Field } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { EditDialog } from './edit-dialog.js';
import { useEdit } from './use-edit.js';

/** Name, theme and days of a campaign. */
export function CampaignEditDialog(props: {
  campaign: Campaign;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useBoardTexts();
  const { campaign } = props;
  const [mine, setMine] = useState({
    title: campaign.title,
    theme: campaign.theme ?? '',
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
  });
  const edit = useEdit<Campaign>(
    campaign.version,
    (version) =>
      call('PATCH /campaigns/:campaignId', {
        params: { campaignId: campaign.id },
        body: { version, ...mine, theme: mine.theme.trim() === '' ? null : mine.theme },
      }),
    props.onDone,
  );
  const lines = (theirs: Campaign) => [
    { label: t.events.title, theirs: theirs.title, mine: mine.title.trim() },
    { label: t.events.theme, theirs: theirs.theme ?? '', mine: mine.theme.trim() },
    { label: t.events.startsOn, theirs: fmt.date(theirs.startsOn), mine: fmt.date(mine.startsOn) },
    { label: t.events.endsOn, theirs: fmt.date(theirs.endsOn), mine: fmt.date(mine.endsOn) },
  ];
  const input = (key: keyof typeof mine) => ({
    value: mine[key],
    onInput: (typed: { currentTarget: HTMLInputElement }) =>
      setMine({ ...mine, [key]: typed.currentTarget.value }),
  });
  return (
    <EditDialog
      title={`${t.edits.campaign}: ${campaign.title}`}
      edit={edit}
      lines={lines}
      onTheirs={props.onDone}
      onClose={props.onClose}
    >
      <Field label={t.events.title}>
        <input required maxLength={200} {...input('title')} />
      </Field>
      <Field label={t.events.theme}>
        <input maxLength={300} {...input('theme')} />
      </Field>
      <div class="two">
        <DateField
          label={t.events.startsOn}
          value={mine.startsOn}
          type="date"
          required
          onInput={(startsOn) => setMine({ ...mine, startsOn })}
        />
        <DateField
          label={t.events.endsOn}
          value={mine.endsOn}
          type="date"
          required
          min={mine.startsOn}
          onInput={(endsOn) => setMine({ ...mine, endsOn })}
        />
      </div>
    </EditDialog>
  );
}
