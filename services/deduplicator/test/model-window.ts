import type { Relation } from '@hearback/contracts';
import { decideRelation, type KnownFeedback, type KnownText } from '../src/domain/decide-relation';
import { RELATION_RULES } from '../src/domain/relation-rules';
import type { TextQuery } from '../src/domain/text-query';

/** The window as it ought to be, in memory: the reference that the script is compared with. Buckets have no cap here. */
export class ModelWindow {
  private readonly feedbacks = new Map<string, KnownFeedback>();
  private readonly buckets = new Map<string, KnownText[]>();

  decide(query: TextQuery): Relation {
    const self = this.feedbacks.get(query.feedbackId);
    const relation = decideRelation(
      query,
      {
        ...(self ? { self } : {}),
        ...(query.sharedFrom ? { target: this.feedbacks.get(query.sharedFrom) } : {}),
        ...(query.inReplyTo ? { thread: this.feedbacks.get(query.inReplyTo) } : {}),
        candidates: query.text.exact === '' ? [] : this.textsIn(bucketsOf(query.sameAs, query.text.bands)),
        quotedCandidates: this.textsIn(bucketsOf([], query.quoted?.bands)),
      } as Parameters<typeof decideRelation>[1],
      RELATION_RULES,
    );
    if (!self?.contents[query.contentHash]) this.remember(query, relation);
    return relation;
  }

  private textsIn(keys: string[]): KnownText[] {
    return [...new Set(keys.flatMap((key) => this.buckets.get(key) ?? []))];
  }

  private remember(query: TextQuery, relation: Relation): void {
    const joins = relation.kind === 'resubmission' || relation.kind === 'repost';
    const self: KnownFeedback = this.feedbacks.get(query.feedbackId) ?? {
      root: joins ? relation.of! : query.feedbackId,
      cluster: relation.clusterId ?? query.feedbackId,
      repost: relation.kind === 'repost',
      revision: 0,
      words: '',
      stars: 0,
      contents: {},
    };
    this.feedbacks.set(query.feedbackId, self);
    self.contents[query.contentHash] = relation;
    self.revision = Math.max(self.revision, relation.revision);
    if (relation.outdated) return;
    Object.assign(self, { words: query.words, stars: query.stars, updatedAt: query.updatedAt ?? self.updatedAt });
    this.insertText(query, self);
  }

  private insertText(query: TextQuery, self: KnownFeedback): void {
    const { root, cluster, repost } = self;
    const { bands, ...print } = query.text;
    const { feedbackId, at, identities } = query;
    const text = { feedbackId, at, root, cluster, repost, identities, print };
    self.text = text;
    if (repost || print.exact === '') return;
    const indexed = print.length >= RELATION_RULES.leastQuoted[print.zh ? 'zh' : 'other'];
    for (const key of bucketsOf(identities, indexed ? bands : undefined))
      this.buckets.set(key, [...(this.buckets.get(key) ?? []), text]);
  }
}

function bucketsOf(identities: string[], bands: Uint32Array = new Uint32Array()): string[] {
  return [...identities, ...Array.from(bands, String)];
}
