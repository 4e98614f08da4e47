/** Who else looks at an event, Vietnamese. */
export const viPresence = {
  title: 'Đang cùng xem',
  looks: (name: string, what: string) => `${name} đang xem ${what}`,
  alsoHere: (names: string) => `${names} cũng đang xem xã, phường này.`,
  pages: {
    day: 'bảng chung',
    plan: 'phương án',
    closing: 'trang chốt số',
    devices: 'thiết bị',
    broadcasts: 'tin đã phát',
    numbers: 'số liệu',
    replay: 'diễn lại',
  },
};
