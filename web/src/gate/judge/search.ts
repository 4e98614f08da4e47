import type { GatePerson } from '../../../../src/contracts/gate.js';
import { fold } from '../../../../src/kernel/vietnamese.js';

/** By a part of the name, with or without diacritics, or by the last digits of the phone. */
export function search<P extends GatePerson>(people: readonly P[], query: string): P[] {
  const wanted = fold(query);
  if (wanted === '') return [...people];
  const digits = /^\d{1,4}$/.test(wanted);
  return people.filter((one) =>
    digits ? (one.phoneLast4 ?? '').includes(wanted) : fold(one.fullName).includes(wanted),
  );
}

/** Given name first, as people are called: "Nguyễn Thị An" is found under A. */
export const givenName = (fullName: string): string => fullName.split(' ').at(-1) ?? fullName;
