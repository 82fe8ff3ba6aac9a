import type { CallFact, NewCallPart } from '@hearback/contracts';
import { decideCall, isForgotten, sentCall, type CallLimits } from './assemble-call';
import type { Call } from './call';
import { foldPart } from './fold-part';

const MINUTE = 60_000;
const LIMITS: CallLimits = { endedMs: 30 * MINUTE, openMs: 720 * MINUTE, callerMs: MINUTE, keepMs: 4_320 * MINUTE };
const T0 = Date.parse('2026-03-02T01:30:00.000Z');
const at = (minutes: number) => new Date(T0 + minutes * MINUTE);

/** One push, received so many minutes after the first. */
function part(minutes: number, facts: CallFact[], more: Partial<NewCallPart> = {}) {
  const { attributes = {} } = more;
  return {
    ...{ feedbackId: 'f', sourceId: 's', format: 'test/v1', receivedAt: at(minutes).toISOString() },
    part: { callId: 'CA1', ...more, attributes, facts },
  };
}

const caller = { author: { phone: '+8613800138001' } };
const words = (sequence: number, text: string, over: Partial<Extract<CallFact, { kind: 'words' }>> = {}): CallFact => ({
  ...{ kind: 'words', transcript: 'T', sequence, counted: true, text, final: true, speaker: 'customer' },
  ...over,
});
const stop = (last: number): CallFact => ({ kind: 'transcript-ended', transcript: 'T', last });

type Part = ReturnType<typeof part>;
const fold = (parts: readonly Part[]) => parts.reduce<Call | undefined>((call, one) => foldPart(call, one), undefined)!;
const after = (parts: readonly Part[], minutes: number) => decideCall(fold(parts), at(minutes), LIMITS);
const textOf = (call: Call) => call.outbox.feedback?.item.text;

const WHOLE_CALL = [
  part(0, [{ kind: 'started', at: at(0).toISOString(), direction: 'inbound' }], caller),
  part(1, [words(1, '您好', { speaker: 'agent' })]),
  part(1, [words(2, '我的', { final: false })]),
  part(1, [words(3, '我的卡被吞了')]),
  part(2, [words(4, 'the machine in Nanjing Road')]),
  part(2, [{ kind: 'recording', url: 'https://example.com/r' }]),
  part(3, [{ kind: 'ended', at: at(3).toISOString(), durationSeconds: 180 }]),
  part(3, [stop(5)]),
];

test('a complete transcript is a feedback at once, in the words of the customer alone', () => {
  expect(after(WHOLE_CALL, 3).outbox.feedback).toEqual({
    item: {
      externalId: 'CA1',
      text: '我的卡被吞了\nthe machine in Nanjing Road',
      occurredAt: at(0).toISOString(),
      author: { phone: '+8613800138001' },
      attributes: { direction: 'inbound', durationSeconds: '180', closedBy: 'transcript' },
    },
    attachments: [{ url: 'https://example.com/r' }],
  });
});

test('the order of the pushes and their repetition make no difference', () => {
  const expected = after(WHOLE_CALL, 3);
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  for (let round = 0; round < 200; round++) {
    const pushes = [...WHOLE_CALL, ...WHOLE_CALL.filter(() => next(2) === 0)];
    for (let i = pushes.length - 1; i > 0; i--) {
      const j = next(i + 1);
      [pushes[i], pushes[j]] = [pushes[j]!, pushes[i]!];
    }
    expect(after(pushes, 3)).toEqual(expected);
  }
});

test.each(WHOLE_CALL.map((_, missing) => [missing]))(
  'without push %i it still becomes a feedback, at the limit',
  (missing) => {
    const parts = WHOLE_CALL.filter((_, index) => index !== missing);
    const call = after(parts, 3 + 721);
    expect(textOf(call)).toContain(missing === 3 ? 'Nanjing' : '我的');
  },
);

test.each([
  { waits: 'a gap in the transcript', parts: [part(0, [words(2, 'hello')], caller), part(1, [stop(4)])], due: 31 },
  { waits: 'no word of its end', parts: [part(0, [words(1, 'hello')], caller)], due: 720 },
  { waits: 'no word of the caller', parts: [part(0, [words(1, 'hello'), stop(2)])], due: 1 },
  {
    waits: 'an end and no end of its transcript',
    parts: [part(0, [words(1, 'hello')], caller), part(2, [{ kind: 'ended' }])],
    due: 32,
  },
])('a call with $waits waits for its limit', ({ parts, due }) => {
  expect(after(parts, due - 0.01).closed).toBeUndefined();
  expect(textOf(after(parts, due))).toBe('hello');
});

test('a withheld number is known too, and nobody is waited for', () => {
  expect(textOf(after([part(0, [words(1, 'hello'), stop(2)], { author: { phone: '' } })], 0))).toBe('hello');
});

test('a call without words ends as ignored, and opens again when its words come after all', () => {
  const silent = after([part(0, [{ kind: 'started' }, { kind: 'ended' }], caller)], 30);
  expect([silent.closed?.why, silent.outbox]).toEqual(['no-words', {}]);
  const late = decideCall(foldPart(sentCall(silent), part(60, [words(1, 'hello'), stop(2)])), at(60), LIMITS);
  expect([late.closed?.why, textOf(late), late.late]).toEqual(['transcript', 'hello', {}]);
});

test('what comes after the feedback annotates the call and changes no words', () => {
  const sent = sentCall(after(WHOLE_CALL, 3));
  const facts: CallFact[] = [
    words(9, 'late'),
    { kind: 'satisfaction', key: '2' },
    { kind: 'recording', url: 'https://x' },
  ];
  const call = decideCall(foldPart(sent, part(10, facts)), at(10), LIMITS);
  expect(call).toMatchObject({ outbox: {}, transcripts: {}, late: { words: 1, satisfaction: 1, recording: 1 } });
  expect([call.satisfaction?.value, call.recordings]).toEqual(['2', ['https://example.com/r', 'https://x']]);
});

describe('an answer in the call', () => {
  const log: CallFact = {
    kind: 'agent-log',
    text: '客户投诉吞卡',
    answer: '已登记，今天取卡',
    agent: { id: 'a7', name: '李' },
  };
  const answered: CallFact = { kind: 'answered', at: at(1).toISOString(), agent: { id: 'a7', name: '李' } };
  const ended: CallFact = { kind: 'ended', at: at(3).toISOString() };

  test('is a reply once the agent logged it, and the log is what was said when there is no transcript', () => {
    const call = after([part(4, [answered, ended, log], caller)], 4);
    expect(textOf(call)).toBe('客户投诉吞卡');
    expect(call.outbox.reply).toEqual({
      ...{
        externalId: 'CA1',
        replyId: 'call:CA1',
        text: '已登记，今天取卡',
        by: { id: 'a7', name: '李' },
        automatic: false,
      },
      // Not from before we had the call: the promise starts there.
      repliedAt: at(4).toISOString(),
    });
  });

  test('counts from the end of the call when its pushes came while it went on', () => {
    const call = after([part(0, [{ kind: 'started' }], caller), part(3, [answered, ended]), part(9, [log])], 9);
    expect(call.outbox.reply?.repliedAt).toBe(at(3).toISOString());
  });

  test('logged after the transcript had become the feedback is still a reply, once', () => {
    const sent = sentCall(after([...WHOLE_CALL, part(3, [answered])], 3));
    const logged = decideCall(foldPart(sent, part(20, [log])), at(20), LIMITS);
    expect([logged.outbox.feedback, logged.outbox.reply?.text]).toEqual([undefined, '已登记，今天取卡']);
    const again = decideCall(foldPart(sentCall(logged), part(21, [log])), at(21), LIMITS);
    expect(again.outbox).toEqual({});
  });

  test.each([
    ['that nobody logged', [part(0, [answered, ended, words(1, 'hello'), stop(2)], caller)]],
    ['that nobody gave', [part(0, [ended, { ...log, answer: undefined } as CallFact], caller)]],
  ])('%s is no reply', (_name, parts) => {
    const call = after(parts, 60);
    expect([call.outbox.feedback === undefined, call.outbox.reply]).toEqual([false, undefined]);
  });

  test('on a call-back answers the call that it was about, and its note is nobody’s feedback', () => {
    const parts = [part(0, [{ kind: 'callback', of: 'CA0' }, answered, ended, log], { ...caller, callId: 'CA9' })];
    const call = after(parts, 60);
    expect([call.closed?.why, call.outbox.feedback]).toEqual(['no-words', undefined]);
    expect(call.outbox.reply).toMatchObject({ externalId: 'CA0', replyId: 'call:CA9' });
  });
});

test('the whole from the recording stands in for pieces that are missing', () => {
  const parts = [part(0, [words(2, 'hello')], caller), part(1, [stop(4)])];
  const call = after([...parts, part(5, [{ kind: 'whole-transcript', text: 'hello, my card is gone' }])], 5);
  expect([call.closed?.why, textOf(call)]).toEqual(['transcript', 'hello, my card is gone']);
});

test('a transcript beyond the cap of a feedback is cut, never through a character, and says so', () => {
  const parts = [part(0, [words(1, `${'的'.repeat(9_999)}`), words(2, '😱'.repeat(9_000)), stop(3)], caller)];
  const { item } = after(parts, 0).outbox.feedback!;
  expect(item.text!.length).toBeLessThanOrEqual(20_000);
  expect([/\uD83D$/.test(item.text!), item.attributes?.cutShort]).toEqual([false, 'true']);
});

test('a clock that runs ahead does not put the call after its own arrival', () => {
  const parts = [part(0, [{ kind: 'started', at: at(4).toISOString() }, words(1, 'hi'), stop(2)], caller)];
  expect(after(parts, 0).outbox.feedback?.item.occurredAt).toBe(at(0).toISOString());
});

test('a finished call is forgotten after its time, an open one never', () => {
  const closed = sentCall(after(WHOLE_CALL, 3));
  expect([isForgotten(closed, at(4_322), LIMITS), isForgotten(closed, at(4_324), LIMITS)]).toEqual([false, true]);
  expect(isForgotten(fold(WHOLE_CALL), at(99_999), LIMITS)).toBe(false);
});

test('what is told again puts the limit off no longer, and opens no call that was given up', () => {
  const told = (minutes: number) => part(minutes, [{ kind: 'ended', at: at(1).toISOString() }], caller);
  const gap = [part(0, [words(2, 'hello')], caller), part(1, [stop(4)]), told(1), told(16), told(31)];
  expect(textOf(after(gap, 31))).toBe('hello');
  const silent = decideCall(fold([told(1)]), at(31), LIMITS);
  expect(silent.closed).toMatchObject({ why: 'no-words' });
  expect(foldPart(silent, told(46))).toBe(silent);
  expect(textOf(decideCall(foldPart(silent, part(46, [words(1, 'late')])), at(77), LIMITS))).toBe('late');
});
