import { describe, expect, it } from '@jest/globals';
import { siteNameOf, spreadDemand, type StandingDemand, type WantedDemand } from './spread-demand.js';

const want = (communeId: string, skill: WantedDemand['skill'] = null, target = 5): WantedDemand => ({
  communeId,
  communeName: `Xã ${communeId}`,
  skill,
  minimum: target,
  target,
  maximum: target,
});
const ids = () => {
  let n = 0;
  return () => `new${++n}`;
};
/** What stands after a spread was saved. */
const saved = (standing: StandingDemand, spread: ReturnType<typeof spreadDemand>): StandingDemand => ({
  sites: [...standing.sites, ...spread.sites],
  shifts: [...standing.shifts, ...spread.shifts.map((shift) => ({ ...shift, demand: [] }))].map((shift) => ({
    ...shift,
    demand: [
      ...shift.demand.filter(
        (old) => !spread.demands.some((row) => row.shiftId === shift.id && row.skill === old.skill),
      ),
      ...spread.demands
        .filter((row) => row.shiftId === shift.id)
        .map(({ skill, minimum, target, maximum }) => ({ skill, minimum, target, maximum })),
    ],
  })),
});

describe('spreadDemand', () => {
  const nothing: StandingDemand = { sites: [], shifts: [] };

  it('makes one site and one shift for a commune, however many skills it needs', () => {
    const spread = spreadDemand(nothing, [want('a'), want('a', 'vneid'), want('b')], ids());
    expect(spread.sites.map((site) => site.communeId)).toEqual(['a', 'b']);
    expect(spread.shifts).toHaveLength(2);
    expect(spread.demands.map((row) => [row.shiftId, row.skill])).toEqual([
      [spread.shifts[0]?.id, null],
      [spread.shifts[0]?.id, 'vneid'],
      [spread.shifts[1]?.id, null],
    ]);
  });

  it('changes nothing when the same is wanted again', () => {
    const wanted = [want('a'), want('a', 'vneid'), want('b')];
    const standing = saved(nothing, spreadDemand(nothing, wanted, ids()));
    expect(spreadDemand(standing, wanted, ids())).toEqual({ sites: [], shifts: [], demands: [] });
  });

  it('changes only the rows that differ and leaves other skills alone', () => {
    const standing = saved(nothing, spreadDemand(nothing, [want('a'), want('a', 'vneid'), want('b')], ids()));
    const { sites, shifts, demands } = spreadDemand(standing, [want('a', null, 7), want('b')], ids());
    expect([sites, shifts]).toEqual([[], []]);
    expect(demands).toMatchObject([{ shiftId: standing.shifts[0]?.id, skill: null, target: 7 }]);
  });

  it('uses the first shift of the first site, but a site made for the commune before a hall', () => {
    const hall = { id: 'hall', communeId: 'a', name: 'Hội trường' };
    const shifts = [
      { id: 'early', siteId: 'hall', demand: [] },
      { id: 'late', siteId: 'hall', demand: [] },
    ];
    const atHall = spreadDemand({ sites: [hall], shifts }, [want('a')], ids());
    expect(atHall.demands.map((row) => row.shiftId)).toEqual(['early']);
    const made = { id: 'made', communeId: 'a', name: siteNameOf('Xã a') };
    const atSite = spreadDemand({ sites: [hall, made], shifts }, [want('a')], ids());
    expect(atSite.shifts).toEqual([{ id: 'new1', siteId: 'made' }]);
  });

  it('names a site after its commune', () => {
    expect(siteNameOf('Phường Hạc Thành')).toBe('Điểm ra quân phường Hạc Thành');
    expect(siteNameOf('Đặc khu Lý Sơn')).toBe('Điểm ra quân đặc khu Lý Sơn');
  });
});
