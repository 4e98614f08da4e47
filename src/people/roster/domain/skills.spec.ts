import { describe, expect, it } from '@jest/globals';
import { readSkills, SKILL_LABELS } from './skills.js';

describe('readSkills', () => {
  it('reads names in any spelling, separated by any mark, with levels', () => {
    expect(readSkills('Lái xe (3); vneid, DỊCH VỤ CÔNG và chụp ảnh')).toEqual({
      skills: [
        { skill: 'driver', level: 3 },
        { skill: 'media', level: 1 },
        { skill: 'public_services', level: 1 },
        { skill: 'vneid', level: 1 },
      ],
    });
  });

  it('keeps the higher level of a skill named twice', () => {
    expect(readSkills('Tiếng Thái: 1; Tiếng Mường: mức 2')).toEqual({
      skills: [{ skill: 'ethnic_language', level: 2 }],
    });
  });

  it('names the first it does not know', () => {
    expect(readSkills('VNeID, bay lượn')).toEqual({ unknown: 'bay lượn' });
  });

  it.each(SKILL_LABELS)('reads its own label %s', (label) => {
    expect(readSkills(label)).toHaveProperty('skills.length', 1);
  });

  it('reads the codes of the contract', () => {
    expect(readSkills('digital_signature')).toEqual({ skills: [{ skill: 'digital_signature', level: 1 }] });
  });
});
