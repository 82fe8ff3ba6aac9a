/**
 * Tries until the expectation holds; the last failure is thrown after `withinMs`. For waiting on a running system,
 * never for hiding a race in a rule.
 */
export async function eventually<T>(expectation: () => Promise<T> | T, withinMs = 15_000, everyMs = 50): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
