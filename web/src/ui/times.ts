/** Times in the reader's zone and language. Formatters are dear to make, so each is made once, when it is first used. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let found = made.get(name);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(document.documentElement.lang || undefined, options);
    made.set(name, found);
  }
  return found;
}

export function timeText(at: string | number): string {
  return formatter('time', { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}

/** Where there is little room, and others tell whether it is morning. */
export function shortTimeText(at: string | number): string {
  const parts = formatter('time', { hour: 'numeric', minute: '2-digit' }).formatToParts(new Date(at));
  return parts
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim();
}

/** Short enough for a line of a list, and still with the day. */
export function momentText(at: string | number): string {
  return formatter('moment', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

export function clockText(at: string | number): string {
  return formatter('clock', { timeStyle: 'medium' }).format(new Date(at));
}

export function fullText(at: string | number): string {
  return formatter('full', { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at));
}

/** The day in the reader's zone, as ISO 8601 has it. */
export function dayOf(at: string | number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** When the day begins in the reader's zone. */
export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

export function dayText(day: string, words: { today: string; yesterday: string }, now: number = Date.now()): string {
  if (day === dayOf(now)) {
    return words.today;
  }
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === dayOf(yesterday.getTime())) {
    return words.yesterday;
  }
  const date = startOf(day);
  const thisYear = date.getFullYear() === new Date(now).getFullYear();
  return thisYear
    ? formatter('day', { weekday: 'long', day: 'numeric', month: 'long' }).format(date)
    : formatter('old day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}
