import type { GateCode } from '../../src/contracts/participation.js';
import type { PersonalLink } from '../../src/contracts/people.js';
import type { factories } from '../factories/index.js';

export type PhoneDay = Awaited<ReturnType<typeof phoneDay>>;

/** A live event with one site, and people who have accepted to come there with their phones. */
export async function phoneDay(make: ReturnType<typeof factories>) {
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  const unit = await make.orgUnit({ communeId: '14758' });
  const organiser = (await make.staff('province_coordinator', unit)).client;
  const event = await make.event({ unit });
  const site = await make.site(event.id, '14758');
  const shift = await make.shift(event, site.id, [{ target: 5 }]);
  return {
    unit,
    organiser,
    event,
    site,
    /** Somebody who has agreed to take part and accepted the shift. */
    async volunteer(): Promise<{ id: string }> {
      const person = await make.person({ unit, name: 'Lê Thị Hạnh', communeId: '14758' });
      await make.consent(person.id);
      await make.register(event.id, [person.id]);
      await make.assignment(event, shift, person.id, 'accepted');
      return person;
    },
    /** The path of a new personal link. */
    async linkOf({ id }: { id: string }): Promise<string> {
      return (await organiser.post<PersonalLink>(`/api/people/${id}/links`)).body.path;
    },
    /** The six digits at the gate. */
    async gateCode(): Promise<string> {
      return (await organiser.get<GateCode>(`/api/events/${event.id}/sites/${site.id}/gate-code`)).body.code;
    },
    async inLedger({ id }: { id: string }): Promise<number> {
      return (await make.sql('SELECT 1 FROM check_ins WHERE person_id = $1', [id])).length;
    },
  };
}
