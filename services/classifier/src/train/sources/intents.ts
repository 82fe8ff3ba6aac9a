import type { Example } from '../example';

/** Labels of a short question to a bank, of which mostly only one of several values is known. */
export interface Meaning {
  fundSafety: boolean;
  product: readonly string[];
  cause: readonly string[];
}

export const ANY: readonly string[] = [];
const SHORT_QUESTION = 0.5;

export function intentExample(text: string, { fundSafety, product, cause }: Meaning): Omit<Example, 'source'> {
  return {
    text,
    weight: SHORT_QUESTION,
    labels: {
      ...(product.length > 0 ? { product } : {}),
      ...(cause.length > 0 ? { cause } : {}),
      urgency: fundSafety ? ['critical', 'high'] : ['normal', 'low'],
    },
  };
}
