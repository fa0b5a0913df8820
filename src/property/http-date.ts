/** HTTP dates (`Sun, 06 Nov 1994 08:49:37 GMT`) as milliseconds, by arithmetic alone: judges have no clock. */

/** Milliseconds since 1970, or null for text that is no HTTP date in the one form that servers may send. */
export function httpDateMs(text: string): number | null {
  const parts = HTTP_DATE.exec(text.trim())?.groups
  if (parts === undefined) return null
  const month = MONTHS.indexOf(parts.month!)
  if (month < 0) return null
  const days = daysSince1970(Number(parts.year), month + 1, Number(parts.day))
  return ((days * 24 + Number(parts.hour)) * 60 + Number(parts.minute)) * 60_000 + Number(parts.second) * 1000
}

const HTTP_DATE =
  /^[A-Z][a-z]{2}, (?<day>\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2}) GMT$/

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function daysSince1970(year: number, month: number, day: number): number {
  // Years that begin in March have their leap day last, so that the months before it need no table.
  const shifted = month > 2 ? year : year - 1
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  return shifted * 365 + leapDays + dayOfYear - DAYS_TO_1970
}

/** From 1 March of the year 0 to 1 January 1970. */
const DAYS_TO_1970 = 719_468
