import { campaignMembers } from './campaign-members';
import { arrival, idOf } from './test-feedback';

const again = { kind: 'redelivery' as const };
const lookalike = { kind: 'lookalike' as const, clusterId: idOf('a') };
const engaged = (likes: number) => ({ feedback: { engagement: { likes, followers: 10 } } });
const told = (...arrivals: ReturnType<typeof arrival>[]) =>
  campaignMembers(arrivals).map(({ feedbackId, clusterId, reach }) => [feedbackId, clusterId, reach]);

test('a feedback of its own is no campaign, however many liked it', () => {
  expect(told(arrival({ name: 'a', ...engaged(5) }), arrival({ name: 'a', relation: again }))).toEqual([]);
});

test('who belongs to the cluster of another is told once, with the greatest reach', () => {
  expect(
    told(
      arrival({ name: 'b', relation: lookalike, ...engaged(7) }),
      arrival({ name: 'b', relation: again, ...engaged(9) }),
      arrival({ name: 'b', relation: again, ...engaged(3) }),
    ),
  ).toEqual([[idOf('b'), idOf('a'), 19]]);
});

test('what comes again tells its reach, which cluster it belongs to is known', () => {
  expect(told(arrival({ name: 'a', relation: again, ...engaged(9) }))).toEqual([[idOf('a'), null, 19]]);
});

test('in order of id, as everything is written', () => {
  const ids = told(...['x', 'y', 'z', 'w'].map((name) => arrival({ name, relation: lookalike }))).map(([id]) => id);
  expect(ids).toEqual([...ids].sort());
});
