import type { PrivacyRequest } from '../../../../src/contracts/privacy.js';
import { readableDate } from '../../../../src/kernel/vietnam-time.js';
import { fmt } from '../../shared/i18n.js';
import type { PrivacyTexts } from '../texts/vi-privacy.js';

type Words = PrivacyTexts['requests'];

/** In words, what the decision would change. */
export function whatIsAsked(request: PrivacyRequest, t: Words): string[] {
  const { wantedName, wantedBirthDate, wantedPhone, personName, birthDate, phone, openPlaces, kind } =
    request;
  const lines = [
    ...(wantedName === null ? [] : [t.name(personName, wantedName)]),
    ...(wantedBirthDate === null
      ? []
      : [
          t.birthDate(
            birthDate === null ? t.unknown : readableDate(birthDate),
            readableDate(wantedBirthDate),
          ),
        ]),
    ...(wantedPhone === null ? [] : [t.phone(phone ?? t.unknown, wantedPhone)]),
  ];
  if (kind !== 'erase') return lines;
  return [openPlaces === 0 ? t.noPlaces : t.places(fmt.number(openPlaces))];
}
