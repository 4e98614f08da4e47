import { describe, expect, it } from '@jest/globals';
import { commonPasswords } from '../common-passwords.js';
import { passwordFault } from './password-rules.js';

const about = ['le.hanh', 'Lê Thị Hạnh'];
const fault = (password: string) => passwordFault(password, about, commonPasswords());

describe('a password', () => {
  it.each(['7 dấu', 'aB3$xY7'])('of fewer than eight characters is too short: %s', (password) => {
    expect(fault(password)).toBe('short');
  });

  it.each([
    'password1', 'Trustno1', 'sunshine', '!!Sunshine2026', 'Matkhau@123456', 'mật khẩu của tôi 1', 'AnhYeuEm123456',
    '12345678901234', '0912345678', '10/10/2026', 'aaaaaaaaaaaaaaaa', 'hoahong1hoahong1', 'qwertyuiopasdf',
    'abcdefghijklmnop', 'Lê Thị Hạnh 1998', 'le.hanh.2026!!', 'RaQuan-ThanhHoa-2026',
  ])('that is tried first is refused: %s', (password) => {
    expect(fault(password)).toBe('common');
  }); // prettier-ignore

  it.each(['mot-mat-khau-that-dai', 'ba con vịt qua cầu tre', 'k9#Lp2vQ', 'Hạnh thích bún chả 36'])(
    'of its owner’s own making is accepted: %s',
    (password) => {
      expect(fault(password)).toBeNull();
    },
  );
});
