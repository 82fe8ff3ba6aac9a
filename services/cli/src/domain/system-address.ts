const WHOLE = /^[a-z][a-z0-9+.-]*:\/\//i;
const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])(?=[:/]|$)/i;

/**
 * The address of a system as people type it, without its last slash; null when it is none. Without a scheme it is HTTPS,
 * or HTTP on this machine.
 */
export function systemAddress(given: string): string | null {
  const whole = WHOLE.test(given) ? given : `${THIS_MACHINE.test(given) ? 'http' : 'https'}://${given}`;
  const isHttp = /^https?:\/\/[^/]/i.test(whole) && URL.canParse(whole);
  return isHttp ? whole.replace(/\/+$/, '') : null;
}
