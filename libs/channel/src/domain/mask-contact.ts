import { feedbackItemSchema, type FeedbackItem } from '@hearback/contracts';

type Author = NonNullable<FeedbackItem['author']>;

/** Who an item says is speaking, enough to see that the right field was read and too little to reach anybody. */
export function maskedAuthor(item: unknown): Partial<Author> | undefined {
  const { author } = (feedbackItemSchema.pick({ author: true }).loose().safeParse(item).data ?? {}) as FeedbackItem;
  if (!author) return undefined;
  const { kind, ...contacts } = author;
  const masked = Object.entries(contacts).flatMap(([name, contact]) =>
    contact === undefined ? [] : [[name, MASKS[name as keyof typeof contacts](contact)]],
  );
  return { ...Object.fromEntries(masked), ...(kind ? { kind } : {}) };
}

const MASKS = { name: beginning, email: mailbox, phone: ending(4), customerNumber: ending(2), id: ending(2) };

function beginning(text: string): string {
  return `${[...text][0] ?? ''}***`;
}

function mailbox(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${beginning(email)}${email.slice(at)}`;
}

// A short one would be shown as a whole.
function ending(shown: number): (text: string) => string {
  return (text) => (text.length >= shown * 2 ? `***${text.slice(-shown)}` : '***');
}
