import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Page } from '../contracts/common.js';
import type { Call, PeopleQuerySchema, Person, PersonalLink } from '../contracts/people.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireScope, requireVolunteer, unitsOf } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';
import { SessionService } from '../platform/sessions/session.service.js';
import { OrgUnitAccess } from './org-unit-access.js';
import { type FoundPerson, PeopleReader } from './people-reader.js';
import { PersonalLinks } from './sessions/personal-links.js';

@Injectable()
export class PeopleService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PeopleReader) private readonly people: PeopleReader,
    @Inject(OrgUnitAccess) private readonly orgUnits: OrgUnitAccess,
    @Inject(PersonalLinks) private readonly links: PersonalLinks,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  /** Real people within scope. @throws AppError `unknown_org_unit` */
  async list(principal: Principal, query: z.infer<typeof PeopleQuerySchema>): Promise<Page<Person>> {
    const { read } = this.transactions;
    if (query.orgUnitId !== undefined) {
      await this.orgUnits.require(read, principal, 'people.read', query.orgUnitId);
    }
    return this.people.page(read, unitsOf(principal, 'people.read'), query);
  }

  /** @throws AppError `not_found` */
  async get(principal: Principal, personId: string): Promise<Person> {
    return (await this.require(principal, 'people.read', personId)).person;
  }

  /** Whoever calls asks for the number of this one person. @throws AppError `not_found`, `no_phone` */
  async call(principal: Principal, personId: string): Promise<Call> {
    const { phone } = await this.require(principal, 'people.call', personId);
    if (phone === null) throw new AppError('no_phone');
    await this.transactions.note();
    return { phone };
  }

  /** The own number is shown in full. @throws AppError `not_found` when the person is gone */
  async me(principal: Principal): Promise<Person> {
    const found = await this.people.find(this.transactions.read, requireVolunteer(principal).id);
    if (!found) throw new AppError('not_found');
    return { ...found.person, phone: found.phone };
  }

  /**
   * Makes a link that signs this person in; it is shown once and kept nowhere. Links of before end, with what
   * they have opened: somebody else may have been the first to use one.
   */
  async createLink(principal: Principal, personId: string): Promise<PersonalLink> {
    await this.require(principal, 'people.link', personId);
    return this.transactions.run(async (tx) => {
      for (const sessionId of await this.links.revoke(tx, personId)) {
        await this.sessions.revoke(tx, sessionId);
      }
      const [link] = await this.links.createMany(tx, [personId]);
      if (!link) throw new AppError('internal');
      return { ...link, path: this.links.pathOf(link.token) };
    });
  }

  private async require(principal: Principal, action: Action, personId: string): Promise<FoundPerson> {
    const found = await this.people.find(this.transactions.read, personId);
    if (!found) throw new AppError('not_found');
    requireScope(principal, action, { ancestors: found.ancestors });
    return found;
  }
}
