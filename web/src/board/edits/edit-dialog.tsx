import type { ComponentChildren } from 'preact';
import { Dialog, Form } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import { BothVersions, type Line } from './both-versions.js';
import type { Edit } from './use-edit.js';

/** The fields of an edit; when somebody else was faster, both versions in their place. */
export function EditDialog<T>(props: {
  title: string;
  edit: Edit<T>;
  lines: (theirs: T) => Line[];
  /** Closes, and shows what is there now. */
  onTheirs: () => Promise<void>;
  onClose: () => void;
  submit?: string;
  children: ComponentChildren;
}) {
  const t = useBoardTexts().edits;
  const { theirs, save, keepMine } = props.edit;
  return (
    <Dialog
      medium={theirs !== null}
      title={props.title}
      onClose={theirs === null ? props.onClose : () => void props.onTheirs()}
    >
      {theirs === null ? (
        <Form submit={props.submit ?? t.save} onSubmit={save} onCancel={props.onClose}>
          {props.children}
        </Form>
      ) : (
        <BothVersions lines={props.lines(theirs)} onTheirs={props.onTheirs} onMine={keepMine} />
      )}
    </Dialog>
  );
}
