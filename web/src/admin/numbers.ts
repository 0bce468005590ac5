import { t } from '../texts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In the reader's language; small ones with as much as matters of their fraction. */
export function numberText(value: number): string {
  return value.toLocaleString(document.documentElement.lang || undefined, { maximumFractionDigits: value < 10 ? 2 : 0 });
}

/** A duration in its two greatest units. */
export function upFor(seconds: number): string {
  const [days, hours, minutes] = [Math.floor(seconds / DAY), Math.floor((seconds % DAY) / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
  if (days > 0) {
    return `${t.status.day(days)} ${t.status.hour(hours)}`;
  }
  return hours > 0 ? `${t.status.hour(hours)} ${t.status.minute(minutes)}` : t.status.minute(minutes);
}
