/** A push as its vendor makes it; the address and signature are put on when it is sent. */
export interface Push {
  source: 'twilio' | 'tccc';
  callId: string;
  fields: Record<string, string>;
}

export interface Traffic {
  /** What is pushed, in this order. */
  pushes: Push[];
  /** Pushes that were lost; never empty for the same seed. */
  lost: number;
  /** What the vendors' own lists know: every call. */
  listed: { twilio: { callId: string; text: string }[]; tccc: Record<string, string>[] };
}

/**
 * The pushes of so many calls, half of each vendor and mixed as in life, with 10 % lost, 10 % said twice and 10 % late.
 * The same for the same seed.
 */
export function callTraffic(calls: number, seed: number): Traffic {
  const chance = chances(seed);
  const all = Array.from({ length: calls }, (_, index) => (index % 2 === 0 ? twilioCall(index) : tcccCall(index)));
  const timed = all.flatMap((pushes, call) => pushes.map((push, step) => ({ push, at: call + step * 8 })));
  const kept = timed.filter(() => chance() >= 0.1);
  const late = kept.map(({ push, at }) => ({ push, at: at + (chance() < 0.1 ? 40 : 0) }));
  const twice = late.flatMap((one) => (chance() < 0.1 ? [one, { ...one, at: one.at + 5 }] : [one]));
  return {
    pushes: twice.sort((a, b) => a.at - b.at).map(({ push }) => push),
    lost: timed.length - kept.length,
    listed: {
      twilio: all.flatMap(([first], index) =>
        first!.source === 'twilio' ? [{ callId: first!.callId, text: wordsOf(index).join('\n') }] : [],
      ),
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

const BEGAN = 1_767_000_000;

function tcccCall(call: number): Push[] {
  const callId = `sess-${call}`;
  const RecordId = `rec-${call}`;
  const cdr = {
    ...{ SdkAppId: '1400000000', SessionId: callId, Caller: `0086139${10_000_000 + call}`, Direction: '0', RecordId },
    ...{ StartTimestamp: String(BEGAN + call), AcceptTimestamp: String(BEGAN + call + 9), Duration: '60' },
    ...{ EndedTimestamp: String(BEGAN + call + 69), EndStatusString: 'ok', UserRemark: wordsOf(call).join('；') },
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
