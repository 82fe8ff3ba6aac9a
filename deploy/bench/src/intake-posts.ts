import { typeformSignature } from '@hearback/local';

const TEXT = '昨天下午在网点取款机取款被吞卡，打客服电话排队四十分钟没有人接，请尽快联系我处理。';
const FORMS = 2_000;

/** What one round of intake posts, again and again. */
export interface IntakePost {
  path: string;
  /** Feedbacks in one post. */
  perPost: number;
  requests: { headers: Record<string, string>; body: string }[];
}

/** Our own shape with a bearer key, `perPost` items a post. Without ids of the sender, each post is new feedback. */
export function ownPosts(apiKey: string, perPost: number): IntakePost {
  const item = { text: TEXT, author: { name: '王先生' }, occurredAt: new Date(Date.now() - 3_600_000).toISOString() };
  const body = JSON.stringify(perPost === 1 ? item : Array.from({ length: perPost }, () => item));
  return {
    path: '/v1/feedback',
    perPost,
    requests: [{ headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body }],
  };
}

/** Finished forms as Typeform posts and signs them (HMAC-SHA-256 of the body), each with a token of its own. */
export function signedForms(sourceId: string, secret: string): IntakePost {
  const requests = Array.from({ length: FORMS }, (_, index) => {
    const body = JSON.stringify(formOf(index));
    const signature = typeformSignature(body, secret);
    return { headers: { 'typeform-signature': signature, 'content-type': 'application/json' }, body };
  });
  return { path: `/v1/hooks/${sourceId}`, perPost: 1, requests };
}

function formOf(index: number): object {
  return {
    event_id: `bench-event-${index}`,
    event_type: 'form_response',
    form_response: {
      form_id: 'bench',
      token: `bench-${index}`,
      submitted_at: new Date(Date.now() - 3_600_000).toISOString(),
      answers: [
        { type: 'text', text: TEXT, field: { id: 'a1', type: 'long_text', ref: 'words' } },
        { type: 'text', text: '王先生', field: { id: 'a2', type: 'short_text', ref: 'name' } },
        { type: 'number', number: 2, field: { id: 'a3', type: 'rating', ref: 'stars' } },
      ],
    },
  };
}
