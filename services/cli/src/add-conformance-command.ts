import { ConfigurationError } from '@hearback/config';
import { SERVICES, type ServiceName } from '@hearback/contracts';
import type { Command } from 'commander';
import type { KitFormat } from './domain/conformance/kit';
import { systemAddress } from './domain/system-address';
import { KIT_FOLDER, readKit } from './io/read-kit';
import { localEnv } from './local-env';
import { failuresOf, markdownOf, printConformance } from './print-conformance';
import { runChecks, type FormatScore } from './run-checks';
import type { ServicesEnv } from './services-env';
import { withTemporarySource } from './temporary-source';

interface Given {
  format?: string;
  secret?: string;
  key?: string;
  only?: string[];
  service?: string[];
  kit: string;
  json?: true;
  markdown?: true;
}

/** `hearback conformance`: the kit of conformance/ against one hook, or against a whole system. */
export function addConformanceCommand(program: Command): void {
  program
    .command('conformance <address>')
    .description(
      'posts every signed sample and hostile variant of the kit to a running system and prints a score; exit code 1 when a check fails',
    )
    .option('--format <name>', 'the address is the hook of a source that exists and takes this format')
    .option('--secret <secret>', 'of that source: what its vendor signs with, or the end of its secret address')
    .option('--key <token>', 'a key that may post; for a whole system one that may also administer sources')
    .option('--only <format...>', 'of a whole system these formats only')
    .option('--service <name=address...>', 'a service that vendors call elsewhere than through the front door')
    .option('--kit <folder>', 'another kit', KIT_FOLDER)
    .option('--json', 'print the result as JSON')
    .option('--markdown', 'print the result as a table of Markdown')
    .action(async (address: string, given: Given) => {
      const kit = readKit(given.kit);
      const scores =
        given.format === undefined ? await ofSystem(kit, address, given) : [await ofHook(kit, address, given)];
      console.log(printed(scores, given));
      if (given.markdown) for (const line of failuresOf(scores)) console.error(line);
      process.exitCode = scores.every(({ failed }) => failed.length === 0) ? 0 : 1;
    });
}

function printed(scores: FormatScore[], { json, markdown }: Given): string {
  if (json) return JSON.stringify(scores);
  return markdown ? markdownOf(scores) : printConformance(scores);
}

async function ofHook(kit: KitFormat[], address: string, { format: name, secret, key }: Given): Promise<FormatScore> {
  const [format] = chosen(kit, [name!]);
  const proof = format!.signing.scheme === 'bearer' ? (key ?? secret) : secret;
  if (proof === undefined)
    throw new ConfigurationError(
      format!.signing.scheme === 'bearer'
        ? `--key: ${name} is proved by a bearer key; expected one that may post`
        : `--secret: expected the secret of the source, with which ${name} is proved`,
    );
  return runChecks(format!, { hook: new URL(addressOf('address', address)), secret: proof, key });
}

async function ofSystem(kit: KitFormat[], address: string, given: Given): Promise<FormatScore[]> {
  const env = envOf(address, given);
  const scores: FormatScore[] = [];
  for (const format of given.only ? chosen(kit, given.only) : kit)
    scores.push(await withTemporarySource(env, format, (target) => runChecks(format, target)));
  return scores;
}

function envOf(address: string, { key, service = [] }: Given): ServicesEnv {
  const apiKey = key ?? process.env.HEARBACK_API_KEY ?? localEnv().HEARBACK_API_KEY;
  if (!apiKey) throw new ConfigurationError('--key: expected a key that may post and administer sources');
  const frontDoor = addressOf('address', address);
  const own = new Map(service.map(serviceAddress));
  const urlOfService = (name: ServiceName) => own.get(name) ?? `${frontDoor}/api/${SERVICES[name].frontDoor}`;
  return { apiKey, urlOf: urlOfService };
}

function serviceAddress(given: string): [string, string] {
  const [name = '', ...rest] = given.split('=');
  if (!Object.hasOwn(SERVICES, name)) throw new ConfigurationError(`--service ${name}: there is no such service`);
  return [name, addressOf(`--service ${name}`, rest.join('='))];
}

function addressOf(what: string, given: string): string {
  const address = systemAddress(given);
  if (address === null) throw new ConfigurationError(`${what}: expected an address such as https://bank.example`);
  return address;
}

function chosen(kit: KitFormat[], names: readonly string[]): KitFormat[] {
  return names.map((name) => {
    const found = kit.find(({ format }) => format === name);
    if (found) return found;
    throw new ConfigurationError(
      `There is no format ${name} in the kit. There are: ${kit.map(({ format }) => format).join(', ')}`,
    );
  });
}
