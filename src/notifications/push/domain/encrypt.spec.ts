import { expect, it } from '@jest/globals';
import { encryptForBrowser } from './encrypt.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

it('seals the example of RFC 8291 as the RFC does', () => {
  const sealed = encryptForBrowser(
    {
      p256dh: bytes(
        'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      ),
      auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
    },
    Buffer.from('When I grow up, I want to be a watermelon'),
    {
      privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
      salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
    },
  );
  expect(sealed.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

it('makes each message anew', () => {
  const keys = {
    p256dh: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
    auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  };
  const message = Buffer.from('x');
  expect(encryptForBrowser(keys, message)).not.toEqual(encryptForBrowser(keys, message));
});

it('refuses a key that is no point of the curve', () => {
  const keys = { p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]), auth: Buffer.alloc(16) };
  expect(() => encryptForBrowser(keys, Buffer.from('x'))).toThrow();
});
