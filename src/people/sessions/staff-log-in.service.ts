import { Inject, Injectable } from '@nestjs/common';
import type { Enrolment } from '../../contracts/staff-account.js';
import { householdOf } from '../../kernel/network.js';
import { Transactions } from '../../platform/database/transactions.js';
import { ENV, type Env } from '../../platform/env.js';
import { AppError } from '../../platform/errors/app-error.js';
import { lengthOf, LONG_ENOUGH } from '../domain/password-rules.js';
import { verifyPassword } from '../passwords.js';
import { StaffEntity } from '../staff.entity.js';
import { type Counted, LogInAttempts } from './log-in-attempts.js';
import { SecondFactors } from './second-factors.js';
import { StaffDevices } from './staff-devices.js';
import { type LogInPlace, type OpenedStaffSession, StaffSessions } from './staff-sessions.js';

interface NameAndPassword {
  login: string;
  password: string;
}

/** Whoever has given the right password, and what the try was counted by. */
interface Proved {
  staff: StaffEntity;
  counted: Counted[];
}

/** Signs staff in by name, password and, where there is one, the second factor. */
@Injectable()
export class StaffLogInService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(LogInAttempts) private readonly attempts: LogInAttempts,
    @Inject(StaffDevices) private readonly devices: StaffDevices,
    @Inject(SecondFactors) private readonly factors: SecondFactors,
    @Inject(StaffSessions) private readonly sessions: StaffSessions,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @throws AppError `wrong_credentials`, `too_many_requests`; to who knows the password also
   *   `account_dormant`, `second_factor_needed`, `wrong_second_factor`, `enrolment_needed`
   */
  async logIn(
    given: NameAndPassword & { code?: string | undefined },
    place: LogInPlace,
  ): Promise<OpenedStaffSession> {
    const proved = await this.provePassword(given, place);
    const { staff } = proved;
    if ((await this.factors.since(this.transactions.read, staff.id)) !== null) {
      if (given.code === undefined) return this.refuse(proved, 'second_factor_needed');
      // Wrong codes stay counted with wrong passwords: who has the password alone gets no further.
      if (!(await this.factors.accept(staff.id, given.code))) throw new AppError('wrong_second_factor');
    } else if (await this.mustEnrol(staff, given.password)) {
      return this.refuse(proved, 'enrolment_needed');
    }
    await this.settle(proved);
    return this.transactions.run((tx) => this.sessions.open(tx, staff.id, place));
  }

  /** The first step of an account that needs a second factor and has none. @throws AppError as `logIn`, `second_factor_exists` */
  async beginEnrolment(given: NameAndPassword, place: LogInPlace): Promise<Enrolment> {
    const proved = await this.provePassword(given, place);
    await this.attempts.giveBack(proved.counted);
    return this.transactions.run((tx) => this.factors.begin(tx, proved.staff));
  }

  /** The code that shows the app has the secret also signs in. @throws AppError as `logIn` */
  async confirmEnrolment(
    given: NameAndPassword & { code: string },
    place: LogInPlace,
  ): Promise<OpenedStaffSession & { recoveryCodes: string[] }> {
    const proved = await this.provePassword(given, place);
    const opened = await this.transactions.run(async (tx) => {
      const recoveryCodes = await this.factors.confirm(tx, proved.staff.id, given.code);
      return { ...(await this.sessions.open(tx, proved.staff.id, place)), recoveryCodes };
    });
    await this.settle(proved);
    return opened;
  }

  private async provePassword({ login, password }: NameAndPassword, place: LogInPlace): Promise<Proved> {
    const counted = countedBy(login, place, await this.devices.knows(login, place.device));
    await this.attempts.take(counted);
    const staff = await this.transactions.read.findOneBy(StaffEntity, { login });
    const right = await verifyPassword(staff?.password_hash ?? null, password);
    if (!staff || !right) throw new AppError('wrong_credentials');
    const proved = { staff, counted };
    return this.sessions.isDormant(staff) ? this.refuse(proved, 'account_dormant') : proved;
  }

  /** A password too short to stand alone asks for a second factor everywhere. */
  private async mustEnrol(staff: StaffEntity, password: string): Promise<boolean> {
    if (lengthOf(password) < LONG_ENOUGH) return true;
    return (
      this.env.requiresSecondFactor &&
      (await this.sessions.needsSecondFactor(this.transactions.read, staff.id))
    );
  }

  /** The password was right: this try was no failure, though those before it were. */
  private async refuse(proved: Proved, why: ConstructorParameters<typeof AppError>[0]): Promise<never> {
    await this.attempts.giveBack(proved.counted);
    throw new AppError(why);
  }

  /** The narrowest count is wiped; what is counted over many people or places only gets its try back. */
  private async settle({ counted: [own, ...wider] }: Proved): Promise<void> {
    if (own) await this.attempts.forget(own);
    await this.attempts.giveBack(wider);
  }
}

/**
 * In a browser that has signed in before, only what happens there counts: nobody locks it from
 * elsewhere. Elsewhere five tries are free from one network, and more altogether, so that neither many
 * names from one place nor many places against one name are guessed at full speed.
 */
function countedBy(login: string, place: LogInPlace, known: boolean): Counted[] {
  if (known) return [{ by: ['device', login, place.device ?? ''], free: 5 }];
  const network = householdOf(place.address);
  return [
    { by: ['name and network', login, network], free: 5 },
    { by: ['network', network], free: 200 },
    { by: ['name', login], free: 50 },
  ];
}
