/** Words of a replay, Vietnamese. Apart from what all faces share: a phone replays nothing. */
export const vi = {
  mark: 'PHÁT LẠI',
  asOf: (time: string, date: string) => `Số liệu của sổ lúc ${time} ngày ${date}`,
  controls: 'Điều khiển phát lại',
  play: 'Phát',
  pause: 'Dừng',
  toStart: 'Về đầu buổi',
  toEnd: 'Đến lúc cuối cùng',
  line: 'Thời điểm trong ngày',
  speed: 'Tốc độ',
};
export type ReplayTexts = typeof vi;
