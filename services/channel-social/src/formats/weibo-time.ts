const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = /^\w{3} (\w{3}) (\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2}) (\d{4})$/;

/** ISO 8601 of `Wed Jun 01 00:50:25 +0800 2011`, as Weibo writes times; null for anything else. */
export function weiboTime(given: string): string | null {
  const match = TIME.exec(given.trim());
  const month = match ? MONTHS.indexOf(match[1]!) + 1 : 0;
  if (!match || month === 0) return null;
  const [, , day, time, hours, minutes, year] = match;
  return `${year}-${String(month).padStart(2, '0')}-${day}T${time}${hours}:${minutes}`;
}
