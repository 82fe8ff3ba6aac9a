import type { Source } from './source';

/** Ratings run from -4 to 4; words nearer to nothing than this are of two minds. */
const SURE = 1;

/** English words as people rated their feeling, each a text of one word: there is no open set of English bank reviews. */
export const vader: Source = {
  file: 'vader_lexicon.txt',
  licence: 'MIT',
  example: ({ text, rating }) => {
    const feeling = Number(rating);
    if (!/^[a-z' -]+$/.test(text!) || Math.abs(feeling) < SURE) return undefined;
    return { text: text!, labels: { sentiment: [feeling > 0 ? 'positive' : 'negative'] }, weight: 0.5 };
  },
};
