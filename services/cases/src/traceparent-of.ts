/** The caller's trace, where the header is one: https://www.w3.org/TR/trace-context/#traceparent-header */
export function traceparentOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(header) ? header : null;
}
