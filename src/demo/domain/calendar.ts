/** National Digital Transformation Day is 10 October. */
export interface DemoDays {
  /** The day of the event. */
  day: string;
  campaign: { startsOn: string; endsOn: string };
}

/** The next 10 October that has not begun, in a campaign of that whole month: a storm may move the day. */
export function comingDay(today: string): DemoDays {
  const thisYear = Number(today.slice(0, 4));
  const year = today < `${thisYear}-10-10` ? thisYear : thisYear + 1;
  return { day: `${year}-10-10`, campaign: { startsOn: `${year}-10-01`, endsOn: `${year}-10-31` } };
}
