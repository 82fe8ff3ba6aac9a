import type { Source } from './source';

const PRODUCTS: Record<string, readonly string[]> = {
  credit_card: ['card'],
  loan: ['loan'],
  deposit: ['deposit'],
  transfer_ebank: ['payment', 'e-banking'],
  // Bureaus and collectors: not a product of the bank that is written to.
  credit_reporting: ['other'],
  debt_collection: ['other'],
};

/** The matter is told by then. */
const READ = 2_000;

/** Long complaints to an American authority, by the product that the complainant ticked. */
export const cfpb: Source = {
  file: 'en_product_cfpb.csv.gz',
  licence: 'US government work',
  example: ({ text, product, fund_safety_issue: issue }) => {
    const products = PRODUCTS[product!];
    if (!products) return undefined;
    const cause = issue === '1' ? { cause: ['account-security', 'personal-information'] } : {};
    return { text: text!.slice(0, READ), labels: { product: products, ...cause }, weight: 2 };
  },
};
