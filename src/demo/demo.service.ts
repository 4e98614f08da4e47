import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AdministrativeUnit } from '../contracts/places.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { vietnamDate } from '../kernel/vietnam-time.js';
import {
  hashPassword,
  OrgUnitsRepository,
  PeopleRepository,
  RoleGrantEntity,
  StaffEntity,
} from '../people/index.js';
import { PlacesService } from '../places/index.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { DemoEventWriter } from './demo-event.js';
import { comingDay } from './domain/calendar.js';
import { branchNames, communeUnitName, provinceUnitName } from './domain/units.js';
import { inventVolunteers, type InventedVolunteer } from './domain/volunteers.js';

const DEMO_LOCK = 726_781_003;
/** The same province gets the same volunteers on every machine. */
const SEED = 20_251_010;

export interface DemoOptions {
  /** One of the 34 codes of today. */
  province: string;
  people: number;
}

export interface DemoLogIn {
  login: string;
  password: string;
}

interface DemoUnits {
  province: string;
  /** Branches of each commune, in the order of the communes. */
  branches: string[][];
}

/** Fills an empty database with a province to try things on. */
@Injectable()
export class DemoService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlacesService) private readonly places: PlacesService,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(PeopleRepository) private readonly people: PeopleRepository,
    @Inject(DemoEventWriter) private readonly event: DemoEventWriter,
  ) {}

  /**
   * Creates the demo province in a database without any Youth Union unit. Of several processes that
   * start at once, one does it.
   * @param keep is handed the new log-in before the commit, so that no committed log-in is lost
   * @throws Error naming the codes when the province does not exist
   * @returns the new log-in, or null when there was something already
   */
  async createIfEmpty(
    options: DemoOptions,
    keep: (logIn: DemoLogIn) => Promise<void>,
  ): Promise<DemoLogIn | null> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query('SELECT pg_advisory_xact_lock($1)', [DEMO_LOCK]);
      const anything = await tx.manager.query<unknown[]>('SELECT 1 FROM org_units LIMIT 1');
      if (anything.length > 0) return null;
      const province = await this.findProvince(options.province);
      // By code and not by name: the order must not hang on a collation's version.
      const communes = [...(await this.places.communesOf(province.id))].sort((a, b) =>
        a.id < b.id ? -1 : 1,
      );
      const days = comingDay(vietnamDate(this.clock.now()));
      const units = await this.createUnits(tx, province, communes);
      const volunteers = inventVolunteers({
        people: options.people,
        communes,
        branchesPerCommune: units.branches[0]?.length ?? 1,
        south: Number(province.code) >= 48,
        on: days.day,
        seed: SEED + Number(province.code),
      });
      await this.createPeople(tx, units, volunteers);
      await this.event.create(tx, {
        orgUnitId: units.province,
        provinceId: province.id,
        communes,
        volunteers,
        days,
      });
      const logIn = await this.createAdmin(tx, units.province);
      await keep(logIn);
      return logIn;
    });
  }

  private async findProvince(code: string): Promise<AdministrativeUnit> {
    const provinces = await this.places.provinces();
    const province = provinces.find((p) => p.code === code);
    if (province) return province;
    const codes = provinces.map((p) => `${p.code} ${p.name}`).sort();
    throw new Error(
      `DEMO_PROVINCE=${code}: there is no such province. Choose one of these:\n${codes.join(', ')}`,
    );
  }

  private async createUnits(
    tx: Tx,
    province: AdministrativeUnit,
    communes: readonly AdministrativeUnit[],
  ): Promise<DemoUnits> {
    const place = { provinceId: province.id };
    const [root] = await this.orgUnits.insertMany(tx, [
      { parent: null, kind: 'province', name: provinceUnitName(province), communeId: null, ...place },
    ]);
    const middle = await this.orgUnits.insertMany(
      tx,
      communes.map((commune) => ({
        parent: root ?? null,
        kind: 'commune' as const,
        name: communeUnitName(commune),
        communeId: commune.id,
        ...place,
      })),
    );
    const leaves = await this.orgUnits.insertMany(
      tx,
      communes.flatMap((commune, i) =>
        branchNames(commune).map((name) => ({
          parent: middle[i] ?? null,
          kind: 'branch' as const,
          name,
          communeId: commune.id,
          ...place,
        })),
      ),
    );
    const each = leaves.length / communes.length;
    return {
      province: root?.id ?? '',
      branches: communes.map((_, i) => leaves.slice(i * each, (i + 1) * each).map((unit) => unit.id)),
    };
  }

  private async createPeople(tx: Tx, units: DemoUnits, volunteers: InventedVolunteer[]): Promise<void> {
    await this.people.insertMany(
      tx,
      volunteers.map(({ unitCommune, branch, ...person }) => ({
        ...person,
        simulated: false,
        memberNo: null,
        orgUnitId: units.branches[unitCommune]?.[branch] ?? units.province,
      })),
    );
  }

  private async createAdmin(tx: Tx, orgUnitId: string): Promise<DemoLogIn> {
    const now = this.clock.now();
    const logIn = { login: 'admin', password: newPassword() };
    const staffId = newId();
    await tx.manager.insert(StaffEntity, {
      id: staffId,
      login: logIn.login,
      full_name: 'Điều phối viên cấp tỉnh',
      password_hash: await hashPassword(logIn.password),
      created_at: now,
    });
    await tx.manager.insert(RoleGrantEntity, {
      id: newId(),
      staff_id: staffId,
      role: 'province_coordinator',
      org_unit_id: orgUnitId,
      event_id: null,
      starts_at: now,
      ends_at: null,
      granted_by: null,
    });
    return logIn;
  }
}

/** Twenty letters and digits that are hard to mistake for each other: 98 bits. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => letters.charAt(randomInt(letters.length))).join('');
  return [group(), group(), group(), group()].join('-');
}
