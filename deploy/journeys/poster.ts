export interface Posted {
  /** feedbackIds of everything answered 202, by externalId. */
  ids: Map<string, string>;
  /** Answers that were no 202 and attempts that got no answer: an honest client tries again. */
  retries: number;
}

export interface Post {
  url: string;
  apiKey: string;
  items: { externalId: string; text: string; [field: string]: unknown }[];
}

/** Posts a batch as a careful integration does: again and again until it is answered 202. */
export async function postUntilAccepted(post: Post, posted: Posted, withinMs = 60_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await fetch(`${post.url}/v1/feedback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${post.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(post.items),
    }).catch(() => null);
    if (answer?.status === 202) {
      const { accepted } = (await answer.json()) as { accepted: { index: number; feedbackId: string }[] };
      for (const { index, feedbackId } of accepted) posted.ids.set(post.items[index]!.externalId, feedbackId);
      return;
    }
    if (Date.now() > until) throw new Error(`not accepted in time: ${answer?.status} ${await answer?.text()}`);
    posted.retries += 1;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
