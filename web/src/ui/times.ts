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

/** What is said in the same second has the same times, and to format one costs more than all else about a message. */
function oncePerSecond(format: (date: Date) => string): (at: string | number) => string {
  let last: { readonly second: number; readonly text: string } | undefined;
  return (at) => {
    const date = new Date(at);
    const second = Math.floor(date.getTime() / 1000);
    if (last?.second !== second) {
      last = { second, text: format(date) };
    }
    return last.text;
  };
}

export const timeText = oncePerSecond((date) => formatter('time', { hour: 'numeric', minute: '2-digit' }).format(date));

/** Where there is little room, and others tell whether it is morning. */
export const shortTimeText = oncePerSecond((date) =>
  formatter('time', { hour: 'numeric', minute: '2-digit' })
    .formatToParts(date)
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim(),
);

/** Short enough for a line of a list, and still with the day. */
export function momentText(at: string | number): string {
  return formatter('moment', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

export function clockText(at: string | number): string {
  return formatter('clock', { timeStyle: 'medium' }).format(new Date(at));
}

export const fullText = oncePerSecond((date) => formatter('full', { dateStyle: 'full', timeStyle: 'medium' }).format(date));

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
