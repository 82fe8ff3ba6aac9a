import { fold } from '@hearback/text';

/** A pair as PostgreSQL has it. */
export interface ExampleRow {
  said: 'same-matter' | 'another-matter';
  at: Date;
  by: string;
  relation: { kind: string; of?: string; score: number; because: string[] };
  feedback: ExampleSide;
  other: ExampleSide;
}

interface ExampleSide {
  feedbackId: string;
  receivedAt: string;
  title: string | null;
  text: string;
  stars: number | null;
  sharedFrom: string | null;
  identities: { type: string; hash: string }[];
}

/** A line of the file. Identities stay behind; whether they had one in common goes along. */
export interface RelationExample extends Pick<ExampleRow, 'said' | 'by'> {
  at: string;
  /** What the deduplicator had said of `feedback`, perhaps beside a third feedback (`of`). */
  relation: ExampleRow['relation'];
  sameCustomer: boolean;
  feedback: ExampleText;
  other: ExampleText;
}

/** The words as they were said, because amounts and clauses are read from their spelling, and as they are compared. */
type ExampleText = Omit<ExampleSide, 'identities'> & { folded: string };

export function exampleOf({ said, at, by, relation, feedback, other }: ExampleRow): RelationExample {
  const { kind, of, score, because } = relation;
  return {
    said,
    at: at.toISOString(),
    by,
    relation: { kind, ...(of ? { of } : {}), score, because },
    sameCustomer: isSameCustomer({ relation, feedback, other }),
    feedback: textOf(feedback),
    other: textOf(other),
  };
}

// Where people had merged identities only the deduplicator's word for it is left.
function isSameCustomer({ relation, feedback, other }: Pick<ExampleRow, 'relation' | 'feedback' | 'other'>): boolean {
  const isShared = feedback.identities.some(({ type, hash }) =>
    other.identities.some((one) => one.type === type && one.hash === hash),
  );
  return isShared || (relation.of === other.feedbackId && relation.because.includes('same-customer'));
}

function textOf({ identities: _, ...side }: ExampleSide): ExampleText {
  return { ...side, folded: fold(side.title ? `${side.title}\n${side.text}` : side.text) };
}
