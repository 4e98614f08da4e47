/** Texts of the page of Youth Union units. */
export const viUnits = {
  title: 'Đơn vị Đoàn',
  lead: 'Cây đơn vị hiện nay. Đơn vị đã sáp nhập không còn trong cây; số đã điểm danh vẫn ghi theo đơn vị của ngày đó.',
  find: 'Tìm đơn vị',
  none: 'Không có đơn vị nào',
  more: (n: string) => `và ${n} đơn vị nữa: gõ tên để tìm`,
  noneHint: 'Không đơn vị nào có tên như vậy trong phạm vi của bạn.',
  kinds: { province: 'Tỉnh đoàn', commune: 'Đoàn xã, phường', branch: 'Chi đoàn' },
  columns: { name: 'Đơn vị', kind: 'Cấp', people: 'Đoàn viên' },
  merge: 'Sáp nhập…',
  mergeOf: (name: string) => `Sáp nhập ${name}`,
  into: 'Vào đơn vị',
  intoHint: 'Chỉ các đơn vị cùng cấp, cùng đơn vị cấp trên.',
  choose: 'Chọn đơn vị nhận',
  noSister: 'Không có đơn vị nào cùng cấp để sáp nhập vào.',
  people: (n: string) => `${n} đoàn viên`,
  branches: (n: string) => `${n} chi đoàn`,
  roles: (n: string) => `${n} vai trò cán bộ`,
  moves: (what: readonly string[], into: string) => `${what.join(', ')} sẽ chuyển sang ${into}.`,
  wider: (name: string, into: string) =>
    `Cán bộ của ${name} giữ vai trò của mình ở ${into}: họ thấy và phụ trách cả ${into}.`,
  goesOn: (name: string) =>
    `Chiến dịch và sự kiện chưa kết thúc của ${name} cũng chuyển. Sự kiện đã chốt số giữ nguyên, kể cả số theo đơn vị.`,
  renamed: 'Trùng tên nên đổi tên:',
  noUndo: 'Không hoàn tác được.',
  submit: 'Sáp nhập',
  done: (name: string, into: string) => `Đã sáp nhập ${name} vào ${into}.`,
  history: 'Đã sáp nhập',
  mergedLine: (name: string, into: string) => `${name} → ${into}`,
  mergedBy: (at: string, by: string) => `${at}, ${by}`,
};
export type UnitsTexts = typeof viUnits;
