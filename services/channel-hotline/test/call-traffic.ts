import type { Listed } from './vendor-apis';

/** A push as its vendor makes it; the address and signature are put on when it is sent. */
export interface Push {
  source: 'twilio' | 'tccc';
  callId: string;
  fields: Record<string, string>;
}

export interface Traffic {
  /** What is pushed, in this order. */
  pushes: Push[];
  /** How many pushes there would be had nothing gone wrong, and what went wrong with how many of them. */
  counts: { all: number; lost: number; doubled: number; late: number };
  /** Calls of which no push is among them. */
  unpushed: string[];
  /** What the vendors' own lists know: every call. */
  listed: Listed;
}

/** Calls of which a whole system heard nothing (a network down for its length) are among the 10 % of pushes lost. */
const UNHEARD = 0.03;

/**
 * The pushes of so many calls that began one second after the other, half of each vendor and mixed as in life, with 10 %
 * lost, 10 % said twice and 10 % so late that others overtake them. The same for the same seed.
 */
export function callTraffic(calls: number, seed: number, began: Date): Traffic {
  const chance = chances(seed);
  const beganAt = (call: number) => new Date(began.getTime() + call * 1_000);
  const all = Array.from({ length: calls }, (_, call) => (call % 2 === 0 ? twilioCall(call) : tcccCall(call, beganAt)));
  const timed = all.flatMap((pushes, call) => pushes.map((push, step) => ({ push, at: call + step * 8 })));
  const unheard = new Set(all.flatMap(([first]) => (chance() < UNHEARD ? [first!.callId] : [])));
  const kept = timed.filter(({ push }) => !unheard.has(push.callId) && chance() >= (0.1 - UNHEARD) / (1 - UNHEARD));
  const late = new Set(kept.filter(() => chance() < 0.1));
  const doubled = kept.filter(() => chance() < 0.1);
  const sent = [
    ...kept.map((one) => (late.has(one) ? { ...one, at: one.at + 40 } : one)),
    ...doubled.map((one) => ({ ...one, at: one.at + 5 })),
  ];
  const pushed = new Set(kept.map(({ push }) => push.callId));
  return {
    pushes: sent.sort((a, b) => a.at - b.at).map(({ push }) => push),
    counts: { all: timed.length, lost: timed.length - kept.length, doubled: doubled.length, late: late.size },
    unpushed: all.flatMap(([first]) => (pushed.has(first!.callId) ? [] : [first!.callId])),
    listed: {
      twilio: all.flatMap(([first], call) => {
        const { source, callId, fields } = first!;
        if (source !== 'twilio') return [];
        return [{ callId, text: wordsOf(call).join('\n'), at: beganAt(call), phone: fields.From }];
      }),
      tccc: all.flatMap(([first]) => (first!.source === 'tccc' ? [first!.fields] : [])),
    },
  };
}

const PROBLEMS = [
  '我的信用卡被盗刷了',
  '轉帳三天了還沒到',
  'The app logs me out',
  '网点排队两小时',
  '理财到期没有到账',
];

function wordsOf(call: number): string[] {
  return [PROBLEMS[call % PROBLEMS.length]!, `单号 ${call}`, 'please call me back'];
}

function twilioCall(call: number): Push[] {
  const callId = `CA${String(call).padStart(32, '0')}`;
  const TranscriptionSid = `GT${String(call).padStart(32, '0')}`;
  const party = { From: `+86138${String(10_000_000 + call)}`, To: '+864008208820', Direction: 'inbound' };
  const event = (name: string, sequence: number, more: Record<string, string> = {}) => ({
    ...{ TranscriptionEvent: `transcription-${name}`, TranscriptionSid, SequenceId: String(sequence) },
    ...more,
  });
  const words = wordsOf(call).map((transcript, index) =>
    event('content', index + 2, {
      ...{ Track: 'inbound_track', Final: 'true' },
      TranscriptionData: JSON.stringify({ transcript, confidence: 0.9 }),
    }),
  );
  const steps = [
    { CallStatus: 'ringing', ...party },
    event('started', 1),
    ...words,
    event('stopped', 5),
    { CallStatus: 'completed', CallDuration: '60', ...party },
  ];
  return steps.map((fields) => ({
    source: 'twilio',
    callId,
    fields: { AccountSid: 'AC1', CallSid: callId, ...fields },
  }));
}

function tcccCall(call: number, beganAt: (call: number) => Date): Push[] {
  const began = Math.floor(beganAt(call).getTime() / 1_000);
  const callId = `sess-${call}`;
  const RecordId = `rec-${call}`;
  const cdr = {
    ...{ SdkAppId: '1400000000', SessionId: callId, Caller: `0086139${10_000_000 + call}`, Direction: '0', RecordId },
    ...{ StartTimestamp: String(began), AcceptTimestamp: String(began + 9), Duration: '60' },
    ...{ EndedTimestamp: String(began + 69), EndStatusString: 'ok', UserRemark: wordsOf(call).join('；') },
  };
  const record = {
    SdkAppId: '1400000000',
    RecordId,
    SessionId: callId,
    RecordURL: `https://records.example.com/${call}`,
  };
  return [cdr, record].map((fields) => ({ source: 'tccc', callId, fields }));
}

function chances(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}
