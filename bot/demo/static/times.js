// Times as they are told: the sandbox's own local time, never the browser's.
import { all, say } from "./words.js";

export const clock = (iso) => iso.slice(11, 16).replace(/^0(\d)/, "$1");
export const dayOf = (iso) => iso.slice(0, 10);

export function dayWords(iso) {
  const [year, month, day] = dayOf(iso).split("-").map(Number);
  const weekday = all("weekdays")[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return say("date", { month, day, weekday });
}

/** Minutes between two times of the same place. */
export function minutesBetween(before, after) {
  return (Date.parse(after) - Date.parse(before)) / 60000;
}

/** The time of day, with the day unless it is today. */
export function moment(iso, now) {
  return dayOf(iso) === dayOf(now) ? clock(iso) : `${dayWords(iso)} ${clock(iso)}`;
}
