import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { callPartTaken, callStateChanged } from '@hearback/contracts';
import { channelUnderTest, eventually, lowPort, type ChannelUnderTest } from '@hearback/testing';

// Beside the topics of every channel service.
const CALL_TOPICS = [callPartTaken, callStateChanged].map(({ topic, settings }) => ({ topic, settings }));
const MAIN = join(__dirname, '../../../dist/services/channel-hotline/main.js');

/** The hotline's channel service as a process of its own, which can die and come back at the same address. */
export interface KillableChannel extends ChannelUnderTest {
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again; resolves at once, as nobody waits for a machine that comes back. */
  revive(): void;
  ready(): Promise<void>;
}

export async function killableChannel(): Promise<KillableChannel> {
  let child: ChildProcess;
  let revive = () => {};
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const start: Parameters<typeof channelUnderTest>[0] = async (given) => {
    const PORT = String(await lowPort());
    const env = { ...process.env, ...given, PORT };
    revive = () => void (child = spawn(process.execPath, [MAIN], { env, stdio: 'inherit' }));
    revive();
    return { name: 'channel-hotline', url: `http://127.0.0.1:${PORT}`, notReady: () => [], stop: kill };
  };
  const channel = await channelUnderTest(start, {}, CALL_TOPICS);
  const ready = () =>
    eventually(async () => expect((await fetch(`${channel.url}/health/ready`)).status).toBe(200), 60_000);
  return { ...channel, kill, revive, ready };
}
