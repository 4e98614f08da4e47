/** Words of notifications, Vietnamese. */
export const viPush = {
  title: 'Ra Quân',
  offer: 'Bạn có lời mời nhận nhiệm vụ. Chạm để xem và trả lời.',
  offer_withdrawn: 'Nhiệm vụ của bạn có thay đổi. Chạm để xem.',
  event_moved: 'Nhiệm vụ của bạn đổi giờ. Chạm để xem.',
  other: 'Bạn có tin mới. Chạm để xem.',
};
export type PushTexts = typeof viPush;
