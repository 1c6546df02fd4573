import { filled, type Labels, numberText } from "./labels.ts";

/** A duration for people: `0.24 s`, `12.3 s`, `2 min 5 s`, `3 h 20 min`. */
export const durationText = (milliseconds: number, labels: Labels): string => {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return filled(labels.seconds, { n: numberText(seconds, labels, seconds < 10 ? 2 : 1) });
  const whole = Math.floor(seconds);
  const [h, m, n] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? filled(labels.hours, { h: numberText(h, labels), m }) : filled(labels.minutes, { m, n });
};

/** A moment as the language writes it, in UTC and without saying so; what is no date is given back. */
export const momentText = (iso: string, { lang }: Labels, dateStyle: "long" | "medium"): string => {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  // In UTC: the reader's zone is not known here, and the same report is to come out anywhere.
  return time.toLocaleString(lang === "en" ? "en-GB" : lang, { dateStyle, timeStyle: "short", timeZone: "UTC" });
};
