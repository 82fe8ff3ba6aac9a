import { SERVICES, type ServiceName } from '@hearback/contracts';
import { parseArgs } from 'node:util';

/** A real file to send through one channel instead of the samples. */
export interface FileToSend {
  path: string;
  service: ServiceName;
  textColumn: string;
  idColumn: string;
}

export interface LaunchOptions {
  samples: boolean;
  /** Each service as a process of its own; otherwise all of them in one. */
  processes: boolean;
  file: FileToSend | null;
}

export type ParsedArguments = { ok: true; options: LaunchOptions } | { ok: false; message: string };

export const USAGE = `npm start -- [options]
  --empty                   start without sample feedback
  --processes               each service as a process of its own, restarted when it dies
  --file <jsonl or csv>     send this file (also .gz) through one channel instead of the samples, with
    --channel <name>        hotline, app-ratings, web-forms or social
    --text-column <name>    the column that holds what the customer said
    --id-column <name>      the column that identifies a row; sending it again changes nothing`;

/** Reads what stands behind `npm start --`; the message of a refusal is for the person who typed it. */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        empty: { type: 'boolean' },
        processes: { type: 'boolean' },
        file: { type: 'string' },
        channel: { type: 'string' },
        'text-column': { type: 'string' },
        'id-column': { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return refuse((error as Error).message);
  }
  if (values.help) return { ok: false, message: USAGE };
  const file = fileToSend(values);
  if (typeof file === 'string') return refuse(file);
  const samples = !values.empty && file === null;
  return { ok: true, options: { samples, processes: values.processes ?? false, file } };
}

const FILE_OPTIONS = ['file', 'channel', 'text-column', 'id-column'] as const;

function fileToSend(values: Partial<Record<(typeof FILE_OPTIONS)[number], string>>): FileToSend | null | string {
  const missing = FILE_OPTIONS.filter((name) => !values[name]);
  if (missing.length === FILE_OPTIONS.length) return null;
  if (missing.length > 0)
    return `To send a file, ${missing.map((name) => `--${name}`).join(' and ')} must be given too.`;
  const service = channelService(values.channel!);
  if (!service) return `There is no channel ${values.channel}; choose ${channelNames().join(', ')}.`;
  return { path: values.file!, service, textColumn: values['text-column']!, idColumn: values['id-column']! };
}

// Hotline, channel-hotline, app-rating and app-ratings all name what one would expect.
function channelService(name: string): ServiceName | undefined {
  const wanted = name.replace(/^channel-/, '').replace(/s$/, '');
  return channelServices().find((service) => SERVICES[service].frontDoor!.replace(/s$/, '') === wanted);
}

function channelServices(): ServiceName[] {
  return (Object.keys(SERVICES) as ServiceName[]).filter((service) => service.startsWith('channel-'));
}

const channelNames = () => channelServices().map((service) => SERVICES[service].frontDoor);

function refuse(reason: string): ParsedArguments {
  return { ok: false, message: `${reason}\n\n${USAGE}` };
}
