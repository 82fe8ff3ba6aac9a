import type { StreamFraming } from '../vendor-stream';

/** What a stream brought between two signs of life. */
export interface Frame {
  /** For the format's `read`. */
  payload: Buffer;
  /** It was longer than a frame may be, and `payload` is only its beginning. */
  cut: boolean;
}

/** Puts frames together from pieces that are cut anywhere, within a character too. */
export interface FrameReader {
  /** The frames that end in this piece. What is unfinished waits for the next one, and is forgotten with the reader. */
  push(piece: Buffer): Frame[];
}

/** A post with all that comes beside it is some 20 KB; what goes on for longer must not fill the memory. */
export const FRAME_BYTES = 1_048_576;

/** A reader for one connection. */
export function frameReader(framing: StreamFraming, limit = FRAME_BYTES): FrameReader {
  const lines = new Lines(limit);
  if (framing === 'lines')
    return { push: (piece) => lines.push(piece).filter(({ payload }) => payload.toString('latin1').trim() !== '') };
  const events = new Events(limit);
  return { push: (piece) => lines.push(piece).flatMap((line) => events.line(line)) };
}

const LF = 0x0a;
const CR = 0x0d;

/** Lines end with LF or CR LF; they stay bytes, because a character may lie in two pieces. No vendor ends them with CR alone. */
class Lines {
  private pieces: Buffer[] = [];
  private length = 0;
  private cut = false;

  constructor(private readonly limit: number) {}

  push(piece: Buffer): Frame[] {
    const lines: Frame[] = [];
    let from = 0;
    for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, from)) {
      this.keep(piece.subarray(from, end));
      lines.push(this.ended());
      from = end + 1;
    }
    this.keep(piece.subarray(from));
    return lines;
  }

  private keep(part: Buffer): void {
    const room = this.limit - this.length;
    if (part.length > room) this.cut = true;
    const kept = part.subarray(0, room);
    this.length += kept.length;
    if (kept.length > 0) this.pieces.push(kept);
  }

  private ended(): Frame {
    const whole = Buffer.concat(this.pieces, this.length);
    const { cut } = this;
    this.pieces = [];
    this.length = 0;
    this.cut = false;
    return { payload: !cut && whole.at(-1) === CR ? whole.subarray(0, -1) : whole, cut };
  }
}

/** Events of text/event-stream: fields until a blank line; of an event that holds no data nothing is said. */
class Events {
  private event = '';
  private data: string[] = [];
  private length = 0;
  private cut = false;

  constructor(private readonly limit: number) {}

  line({ payload, cut }: Frame): Frame[] {
    if (payload.length === 0) return this.ended();
    const line = payload.toString('utf8').replace(/^\ufeff/, '');
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.event = value;
    if (field === 'data') this.keep(value, cut);
    return [];
  }

  private keep(value: string, cut: boolean): void {
    // Each line counts one more: empty ones without end would cost memory too.
    const room = this.limit - this.length;
    this.cut ||= cut || room <= 0 || value.length > room;
    if (room <= 0) return;
    const kept = value.slice(0, room);
    this.length += kept.length + 1;
    this.data.push(kept);
  }

  private ended(): Frame[] {
    const { event, data, cut } = this;
    this.event = '';
    this.data = [];
    this.length = 0;
    this.cut = false;
    if (data.length === 0) return [];
    return [{ payload: Buffer.from(JSON.stringify({ event: event || 'message', payload: data.join('\n') })), cut }];
  }
}
