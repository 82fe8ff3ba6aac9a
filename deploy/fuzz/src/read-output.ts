/**
 * What schemathesis found, from what it prints: the number of requests, and each operation's faults in its words.
 * Undefined when it did not come to its end.
 */
export function readOutput(output: string): { cases: number; faults: string[] } | undefined {
  const cases = /^\s*([\d,]+) generated,/m.exec(output)?.[1];
  if (cases === undefined) return undefined;
  const [, failures = ''] = /^=+ (?:FAILURES|ERRORS) =+\n([\s\S]*?)^=+ (?:WARNINGS|SUMMARY) =+$/m.exec(output) ?? [];
  const faults = failures
    .split(/^(?=_+ .* _+$)/m)
    .map((fault) => fault.replace(/^_+ (.*) _+$/m, '$1').trim())
    .filter((fault) => fault !== '');
  return { cases: Number(cases.replaceAll(',', '')), faults };
}
