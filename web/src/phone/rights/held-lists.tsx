import type { MyData } from '../../../../src/contracts/privacy.js';
import { fmt, say, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { rightsTexts } from './texts.js';

/** Everything else that is held, list by list, each closed until it is wanted. */
export function HeldLists({ data }: { data: MyData }) {
  const t = useTexts(rightsTexts).all;
  const { states } = useTexts(sharedTexts);
  const lists: [string, string[]][] = [
    [t.registrations, data.registrations.map((one) => line(one.at, one.eventTitle))],
    [
      t.assignments,
      data.assignments.map((one) => line(one.startsAt, one.eventTitle, one.siteName, states[one.state])),
    ],
    [t.checkIns, data.checkIns.map((one) => line(one.at, one.eventTitle, one.siteName))],
    [
      t.results,
      data.results.map((one) => line(one.at, one.eventTitle, say(one.indicator), fmt.signed(one.amount))),
    ],
    [t.photos, data.photos.map((one) => line(one.at, one.eventTitle, say(one.indicator)))],
    [t.keptScans, data.keptScans.map((one) => line(one.at, one.eventTitle))],
    [
      t.letters,
      data.letters.map((one) => line(one.at, say(one.text), ...(one.answer === null ? [] : [one.answer]))),
    ],
    [t.links, data.links.map((one) => line(one.at))],
    [
      t.sessions,
      data.sessions.map(({ at, address, agent, notifiedSince }) =>
        line(at, address, agent, notifiedSince && t.notifiedSince(fmt.dateTime(notifiedSince))),
      ),
    ],
  ];
  return (
    <section class="card">
      <h2>{t.title}</h2>
      {lists.map(([title, lines]) => (
        <details key={title} class="held">
          <summary>
            {title} <b class="digits">{fmt.number(lines.length)}</b>
          </summary>
          {lines.length === 0 ? (
            <p class="hint">{t.nothing}</p>
          ) : (
            <ul>
              {lines.map((text, n) => (
                <li key={n}>{text}</li>
              ))}
            </ul>
          )}
        </details>
      ))}
      <p class="hint">{t.position}</p>
    </section>
  );
}

const line = (at: string, ...texts: (string | null)[]): string =>
  [fmt.dateTime(at), ...texts.filter((text) => text !== null && text !== '')].join(' · ');
