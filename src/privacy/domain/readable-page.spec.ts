import { describe, expect, it } from '@jest/globals';
import type { MyData } from '../../contracts/privacy.js';
import { readablePage } from './readable-page.js';

const DATA: MyData = {
  at: '2026-10-10T03:00:00.000Z',
  person: {
    id: '01999999-0000-7000-8000-000000000001',
    fullName: 'Lê <script>alert(1)</script> & "Hạnh"',
    phone: '+84912345678',
    birthDate: '2004-03-02',
    memberNo: null,
    orgUnitId: '01999999-0000-7000-8000-000000000002',
    orgUnitName: 'Chi đoàn 1',
    homeCommuneId: null,
    skills: [{ skill: 'vneid', level: 2 }],
    hasVehicle: true,
    maxDistanceKm: null,
    simulated: false,
  },
  consents: [],
  registrations: [],
  assignments: [],
  checkIns: [],
  results: [],
  photos: [],
  keptScans: [],
  letters: [],
  links: [],
  sessions: [],
  requests: [],
};

describe('the readable page', () => {
  it('says what is held, in both languages, and of empty parts that there is nothing', () => {
    const vi = readablePage(DATA, 'vi');
    expect(vi).toContain('<td>02/03/2004</td>');
    expect(vi).toContain('10/10/2026 10:00');
    expect(vi).toContain('<h2>Điểm danh</h2>\n<p>Không có.</p>');
    expect(readablePage(DATA, 'en')).toContain('<h2>Check-ins</h2>\n<p>Nothing.</p>');
  });

  it('shows what was typed as text, whatever it is', () => {
    const page = readablePage(DATA, 'vi');
    expect(page).not.toContain('<script');
    expect(page).toContain('Lê &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Hạnh&quot;');
  });
});
