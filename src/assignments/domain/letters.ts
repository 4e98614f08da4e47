import { vietnamDateTime } from '../../kernel/vietnam-time.js';

/** What a letter about a place has to say: what, where, when. */
export interface Occasion {
  eventTitle: string;
  siteName: string;
  communeName: string;
  startsAt: Date;
  endsAt: Date;
}

type Text = { vi: string; en: string };

/** `10/10/2026 07:00–11:30`, or with both dates when it runs past midnight. */
function when({ startsAt, endsAt }: Occasion): string {
  const [from, to] = [vietnamDateTime(startsAt), vietnamDateTime(endsAt)];
  return from.slice(0, 10) === to.slice(0, 10) ? `${from}–${to.slice(11)}` : `${from} – ${to}`;
}

export function offerLetter(occasion: Occasion, deadline: Date): Text {
  const { eventTitle, siteName, communeName } = occasion;
  const until = vietnamDateTime(deadline);
  return {
    vi: `Mời bạn tham gia “${eventTitle}” tại ${siteName}, ${communeName}, ${when(occasion)}. Vui lòng trả lời trước ${until}.`,
    en: `You are invited to “${eventTitle}” at ${siteName}, ${communeName}, ${when(occasion)}. Please answer before ${until}.`,
  };
}

export function withdrawnLetter(occasion: Occasion): Text {
  const { eventTitle, siteName, communeName } = occasion;
  return {
    vi: `Phân công của bạn cho “${eventTitle}” tại ${siteName}, ${communeName}, ${when(occasion)} đã được rút lại. Cảm ơn bạn đã sẵn sàng.`,
    en: `Your place at “${eventTitle}”, ${siteName}, ${communeName}, ${when(occasion)} has been withdrawn. Thank you for being ready.`,
  };
}

/** To who has not answered yet, and to who has said yes. */
export function reminderLetter(occasion: Occasion, isAnswered: boolean): Text {
  const { eventTitle, siteName, communeName } = occasion;
  const at = {
    vi: `“${eventTitle}” tại ${siteName}, ${communeName}, ${when(occasion)}`,
    en: `“${eventTitle}” at ${siteName}, ${communeName}, ${when(occasion)}`,
  };
  return isAnswered
    ? {
        vi: `Nhắc bạn: ${at.vi}. Khi lên đường, bấm “Tôi đang đi”; khi đến nơi, bấm “Tôi đã đến”.`,
        en: `A reminder: ${at.en}. Press “I am on my way” when you leave, and “I am here” when you arrive.`,
      }
    : {
        vi: `Nhắc bạn: lời mời tham gia ${at.vi} đang chờ bạn trả lời.`,
        en: `A reminder: the invitation to ${at.en} is waiting for your answer.`,
      };
}

export function restoredLetter(occasion: Occasion): Text {
  const { eventTitle, siteName, communeName } = occasion;
  return {
    vi: `Phân công của bạn cho “${eventTitle}” tại ${siteName}, ${communeName}, ${when(occasion)} vẫn giữ như cũ. Xin lỗi vì tin trước.`,
    en: `Your place at “${eventTitle}”, ${siteName}, ${communeName}, ${when(occasion)} stands as before. We are sorry for the earlier message.`,
  };
}

export function expiredLetter(occasion: Occasion): Text {
  const { eventTitle, siteName, communeName } = occasion;
  return {
    vi: `Lời mời tham gia “${eventTitle}” tại ${siteName}, ${communeName}, ${when(occasion)} đã hết hạn trả lời.`,
    en: `The invitation to “${eventTitle}” at ${siteName}, ${communeName}, ${when(occasion)} has run out.`,
  };
}
