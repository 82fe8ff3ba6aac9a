const SHOWN = 4;

/** A number as people may see it: enough to tell two calls apart, too little to call. A short one is not shown at all. */
export function maskPhone(phone: string): string {
  return phone.length >= SHOWN * 2 ? `***${phone.slice(-SHOWN)}` : '***';
}
