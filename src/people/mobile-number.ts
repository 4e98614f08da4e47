import { AppError } from '../platform/errors/app-error.js';
import { normalisePhone } from './domain/phone.js';

/** The number that somebody typed, in E.164. @throws AppError `not_a_mobile_number` */
export function requireMobile(written: string): string {
  const phone = normalisePhone(written);
  if (phone === null) throw new AppError('not_a_mobile_number');
  return phone;
}
