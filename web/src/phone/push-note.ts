/** What a notification says; the letter itself is read on the page. */
export interface Note {
  lang: 'vi' | 'en';
  seq: number;
  title: string;
  body: string;
}

const TEXTS = {
  vi: {
    title: 'Ra Quân',
    offer: 'Bạn có lời mời nhận nhiệm vụ. Chạm để xem và trả lời.',
    offer_withdrawn: 'Nhiệm vụ của bạn có thay đổi. Chạm để xem.',
    event_moved: 'Nhiệm vụ của bạn đổi giờ. Chạm để xem.',
    other: 'Bạn có tin mới. Chạm để xem.',
  },
  en: {
    title: 'Ra Quân',
    offer: 'You are asked to take an assignment. Touch to see it and answer.',
    offer_withdrawn: 'Your assignment has changed. Touch to see it.',
    event_moved: 'The time of your assignment has changed. Touch to see it.',
    other: 'You have a new message. Touch to see it.',
  },
};

/** Of what the server has sent, and of whatever else: a push that shows nothing is punished by browsers. */
export function noteOf(data: { json: () => unknown } | null): Note {
  const said = read(data);
  const lang = said['lang'] === 'en' ? 'en' : 'vi';
  const { title, ...bodies } = TEXTS[lang];
  const kind = String(said['kind']);
  const body = Object.keys(bodies).includes(kind) ? bodies[kind as keyof typeof bodies] : bodies.other;
  return { lang, seq: Number(said['seq']) || 0, title, body };
}

function read(data: { json: () => unknown } | null): Record<string, unknown> {
  try {
    const said: unknown = data?.json();
    return typeof said === 'object' && said !== null ? { ...said } : {};
  } catch {
    return {};
  }
}
