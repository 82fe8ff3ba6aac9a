import type { IdentityDecision } from '@hearback/contracts';
import { feedback, type Said } from '../../test/feedback-builder';
import { ModelWindow } from '../../test/model-window';
import { identityLinks } from './identity-links';
import { textQuery } from './text-query';

const decided = (who: string, what: Partial<IdentityDecision>) =>
  [
    `handle:hash-of-${who}`,
    { kind: 'identity', type: 'handle', hash: `hash-of-${who}`, shared: false, changedAt: 'T', ...what },
  ] as [string, IdentityDecision];

const FEE = '信用卡年费被重复扣了两次，打了三次电话没有人处理';
const said = (id: string, ...by: string[]): Said => ({ id, text: FEE, by });

function story() {
  const [links, window] = [identityLinks(), new ModelWindow()];
  let at = 0;
  return {
    links,
    tell: (one: Said) => window.decide(textQuery(feedback(one), { position: `0:${at++}` }, links)).kind,
  };
}

test('merged by a person, two identities are one customer; split again, they are not', () => {
  const { links, tell } = story();
  expect([tell(said('1', 'phone')), tell(said('2', 'email'))]).toEqual(['original', 'lookalike']);
  links.apply(...decided('phone', { personId: 'p' }));
  links.apply(...decided('email', { personId: 'p' }));
  expect(tell(said('3', 'email'))).toBe('resubmission');
  links.apply(...decided('email', {}));
  expect(tell({ ...said('4', 'email'), text: `${FEE}！` })).toBe('resubmission');
  const apart = story();
  apart.links.apply(...decided('phone', { personId: 'p' }));
  apart.links.apply(...decided('email', { personId: 'p' }));
  apart.tell(said('1', 'phone'));
  apart.links.apply(...decided('phone', {}));
  expect(apart.tell(said('2', 'email'))).toBe('lookalike');
});

test('a phone that many share does not make one customer of them, also not of those who came before', () => {
  const { links, tell } = story();
  expect(tell(said('1', 'counter'))).toBe('original');
  links.apply(...decided('counter', { shared: true }));
  expect(tell(said('2', 'counter'))).toBe('lookalike');
  expect(tell(said('3', 'counter', 'ann'))).toBe('lookalike');
  expect(tell(said('4', 'counter', 'ann'))).toBe('resubmission');
});

test('an identity nobody decided about stands for itself', () => {
  const links = identityLinks();
  links.apply(...decided('ann', { personId: 'p' }));
  links.apply('handle:hash-of-ann', null);
  const ann = { type: 'handle', hash: 'hash-of-ann' } as const;
  expect(links.speakerOf([ann])).toEqual({ own: [ann], all: [ann] });
});
